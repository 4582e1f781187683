extension Language {
  static let latvian = Language(
    code: "lv",
    questions: table(
      """
      trust_people|Vai vairumam cilvēku var uzticēties? (0–10)
      trust_fair|Vai vairums cilvēku cenšas būt godīgi? (0–10)
      trust_helpful|Vai cilvēki parasti cenšas palīdzēt? (0–10)
      trust_known|Uzticos: cilvēkiem, kurus pazīstu (0–10)
      trust_neighbours|Uzticos: kaimiņiem (0–10)
      trust_council|Uzticos: pašvaldības domei (0–10)
      trust_staff|Uzticos: pašvaldības darbiniekiem (0–10)
      trust_police|Uzticos: vietējai policijai (0–10)
      trust_culture|Uzticos: bibliotēkai un kultūras namam (0–10)
      trust_media|Uzticos: vietējiem medijiem (0–10)
      belong|Cik cieši jūtaties piederīgs savai apkaimei?
      cohesion|Šeit dažādi cilvēki labi satiek
      pull_together|Šeit cilvēki kopā uzlabo savu apkaimi
      favours|Ar kaimiņiem aizņemamies lietas un izpalīdzam cits citam
      influence|Es varu ietekmēt lēmumus par savu apkaimi
      volunteered|Vai pēdējo 12 mēnešu laikā esat strādājis brīvprātīgi biedrībā vai grupā?
      helped|Vai pēdējo 12 mēnešu laikā esat bez maksas palīdzējis kādam ārpus ģimenes?
      help_hours|Cik stundu pēdējā mēnesī?
      contacted|Sazinājos ar politiķi vai ierēdni
      party|Ziedoju partijai vai strādāju tajā
      badge|Nēsāju kampaņas nozīmīti
      petition|Parakstīju petīciju
      demonstration|Piedalījos demonstrācijā
      boycott|Boikotēju kādu preci
      posted|Rakstīju par sabiedriskiem jautājumiem internetā
      prep_neighbours|Krīzē kaimiņi cits citam palīdzētu
      prep_town|Pašvaldība ir sagatavojusies krīzei
      prep_alone|Krīzē man būtu jātiek galā vienam
      life_satisfaction|Cik apmierināts esat ar savu dzīvi kopumā? (0–10)
      lonely|Cik bieži jūtaties vientuļš?
      culture_attended|Pēdējo 12 mēnešu laikā apmeklēju
      culture_practice|Vai pats nodarbojaties ar mākslu, mūziku, deju vai amatniecību?
      age_group|Vecums
      gender|Dzimums
      """),
    stems: [:],
    answers: [
      .agreeFour: [
        "Pilnīgi piekrītu", "Drīzāk piekrītu", "Drīzāk nepiekrītu", "Pilnīgi nepiekrītu",
      ],
      .belonging: ["Ļoti cieši", "Diezgan cieši", "Ne visai cieši", "Nemaz"],
      .agreeFive: [
        "Pilnīgi nepiekrītu", "Nepiekrītu", "Ne piekrītu, ne nepiekrītu", "Piekrītu",
        "Pilnīgi piekrītu",
      ],
      .lonely: ["Bieži vai vienmēr", "Dažreiz", "Šad un tad", "Gandrīz nekad", "Nekad"],
      .yesNo: ["Jā", "Nē"],
      .age: ["16–29 gadi", "30–44 gadi", "45–64 gadi", "65 gadi un vairāk"],
      .gender: ["Sieviete", "Vīrietis", "Cits"],
      .culture: [
        "Kino", "Teātri, koncertu vai deju", "Muzeju, bibliotēku vai mantojumu", "Pilsētas svētkus",
        "Neko no tā",
      ],
    ],
    doNotKnow: "Nezinu", refused: "Nevēlos atbildēt", personCode: "")
}
