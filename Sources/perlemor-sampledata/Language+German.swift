extension Language {
  static let german = Language(
    code: "de",
    questions: table(
      """
      trust_people|Kann man den meisten Menschen vertrauen? (0–10)
      trust_fair|Versuchen die meisten Menschen, fair zu sein? (0–10)
      trust_helpful|Versuchen die Menschen meist, hilfsbereit zu sein? (0–10)
      trust_known|Vertrauen: Menschen, die ich kenne (0–10)
      trust_neighbours|Vertrauen: Nachbarn (0–10)
      trust_council|Vertrauen: Stadtrat (0–10)
      trust_staff|Vertrauen: Stadtverwaltung (0–10)
      trust_police|Vertrauen: örtliche Polizei (0–10)
      trust_culture|Vertrauen: Bücherei und Kulturhaus (0–10)
      trust_media|Vertrauen: örtliche Medien (0–10)
      belong|Wie stark fühlen Sie sich Ihrer Nachbarschaft zugehörig?
      cohesion|Hier kommen Menschen verschiedener Herkunft gut miteinander aus
      pull_together|Hier packen alle mit an, um die Nachbarschaft zu verbessern
      favours|Meine Nachbarn und ich leihen uns Dinge und helfen einander
      influence|Ich kann Entscheidungen über meinen Ort beeinflussen
      volunteered|Haben Sie in den letzten 12 Monaten ehrenamtlich in einem Verein mitgeholfen?
      helped|Haben Sie in den letzten 12 Monaten jemandem außerhalb der Familie geholfen?
      help_hours|Wie viele Stunden im letzten Monat?
      contacted|Politiker oder Behörde angesprochen
      party|Für eine Partei gespendet oder gearbeitet
      badge|Abzeichen einer Kampagne getragen
      petition|Unterschriftenliste unterzeichnet
      demonstration|An einer Demonstration teilgenommen
      boycott|Eine Ware boykottiert
      posted|Im Internet über Politik geschrieben
      prep_neighbours|In einer Krise würden die Nachbarn einander helfen
      prep_town|Die Stadt ist auf eine Krise vorbereitet
      prep_alone|In einer Krise wäre ich auf mich allein gestellt
      life_satisfaction|Wie zufrieden sind Sie insgesamt mit Ihrem Leben? (0–10)
      lonely|Wie oft fühlen Sie sich einsam?
      culture_attended|In den letzten 12 Monaten besucht
      culture_practice|Üben Sie selbst Kunst, Musik, Tanz oder ein Handwerk aus?
      age_group|Alter
      gender|Geschlecht
      """),
    stems: [:],
    answers: [
      .agreeFour: [
        "Stimme voll zu", "Stimme eher zu", "Stimme eher nicht zu", "Stimme gar nicht zu",
      ],
      .belonging: ["Sehr stark", "Ziemlich stark", "Nicht sehr stark", "Überhaupt nicht"],
      .agreeFive: [
        "Trifft gar nicht zu", "Trifft eher nicht zu", "Teils, teils", "Trifft eher zu",
        "Trifft voll zu",
      ],
      .lonely: ["Oft oder immer", "Manchmal", "Gelegentlich", "Fast nie", "Nie"],
      .yesNo: ["Ja", "Nein"],
      .age: ["16–29", "30–44", "45–64", "65 und älter"],
      .gender: ["weiblich", "männlich", "divers"],
      .culture: [
        "Kino", "Theater, Konzert oder Tanz", "Museum, Bücherei oder Denkmal", "Stadtfest",
        "nichts davon",
      ],
    ],
    doNotKnow: "weiß nicht", refused: "keine Angabe", personCode: "")
}
