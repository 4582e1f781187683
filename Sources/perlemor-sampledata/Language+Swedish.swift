extension Language {
  static let swedish = Language(
    code: "sv",
    questions: table(
      """
      trust_people|Går det att lita på de flesta människor?
      trust_fair|Försöker de flesta vara rättvisa mot dig?
      trust_helpful|Försöker de flesta för det mesta vara hjälpsamma?
      trust_known|Människor du känner personligen
      trust_neighbours|Dina grannar
      trust_council|Kommunfullmäktige
      trust_staff|Kommunens tjänstepersoner
      trust_police|Den lokala polisen
      trust_culture|Biblioteket och kulturhuset
      trust_media|De lokala medierna
      belong|Hur starkt känner du att du hör hemma i ditt grannskap?
      cohesion|Här kommer människor med olika bakgrund bra överens
      pull_together|Här hjälps folk åt för att göra grannskapet bättre
      favours|Jag lånar saker av mina grannar och vi gör varandra tjänster
      influence|Jag kan påverka beslut som rör min ort
      volunteered|Har du hjälpt till ideellt i en förening eller grupp de senaste 12 månaderna?
      helped|Har du hjälpt någon utanför familjen utan betalning de senaste 12 månaderna?
      help_hours|Ungefär hur många timmar den senaste månaden?
      contacted|Kontaktat en politiker eller tjänsteperson
      party|Skänkt pengar till eller arbetat i ett parti
      badge|Burit ett kampanjmärke
      petition|Skrivit på en namninsamling
      demonstration|Deltagit i en demonstration
      boycott|Bojkottat en vara
      posted|Skrivit om samhällsfrågor på nätet
      prep_neighbours|I en kris skulle grannarna hjälpa varandra
      prep_town|Kommunen är förberedd på en kris
      prep_alone|I en kris skulle jag få klara mig ensam
      life_satisfaction|Hur nöjd är du på det hela taget med ditt liv?
      lonely|Hur ofta känner du dig ensam?
      culture_attended|Vad har du besökt de senaste 12 månaderna?
      culture_practice|Utövar du själv någon konst, musik, dans eller något hantverk?
      age_group|Ålder
      gender|Kön
      """),
    stems: stems(
      """
      1|Människor i allmänhet, 0–10
      2|Hur mycket litar du på dem, 0–10
      3|Hur mycket litar du på dem här på orten, 0–10
      5|Hur väl stämmer det?
      9|Har du gjort något av detta de senaste 12 månaderna?
      10|Om det blev en kris här
      """),
    answers: [
      .agreeFour: [
        "Instämmer helt", "Instämmer delvis", "Tar delvis avstånd", "Tar helt avstånd",
      ],
      .belonging: ["Mycket starkt", "Ganska starkt", "Inte särskilt starkt", "Inte alls"],
      .agreeFive: [
        "Stämmer inte alls", "Stämmer dåligt", "Varken eller", "Stämmer bra", "Stämmer helt",
      ],
      .lonely: ["Ofta eller alltid", "Ibland", "Någon gång", "Nästan aldrig", "Aldrig"],
      .yesNo: ["Ja", "Nej"],
      .age: ["16–29 år", "30–44 år", "45–64 år", "65 år eller äldre"],
      .gender: ["Kvinna", "Man", "Annat"],
      .culture: [
        "Bio", "Teater, konsert eller dans", "Museum, bibliotek eller kulturarv", "Ortens festival",
        "Inget av detta",
      ],
    ],
    doNotKnow: "Vet inte", refused: "Vill inte svara", personCode: "Din egen kod")
}
