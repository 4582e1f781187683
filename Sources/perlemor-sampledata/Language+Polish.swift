extension Language {
  static let polish = Language(
    code: "pl",
    questions: table(
      """
      trust_people|Czy większości ludzi można ufać? (0–10)
      trust_fair|Czy większość ludzi stara się być uczciwa? (0–10)
      trust_helpful|Czy ludzie na ogół starają się pomagać? (0–10)
      trust_known|Ufam: osobom, które znam (0–10)
      trust_neighbours|Ufam: sąsiadom (0–10)
      trust_council|Ufam: radzie miejskiej (0–10)
      trust_staff|Ufam: urzędnikom miejskim (0–10)
      trust_police|Ufam: miejscowej policji (0–10)
      trust_culture|Ufam: bibliotece i domowi kultury (0–10)
      trust_media|Ufam: lokalnym mediom (0–10)
      belong|Jak silnie czuje się Pan/Pani związany/a ze swoją okolicą?
      cohesion|Ludzie o różnym pochodzeniu dobrze się tu dogadują
      pull_together|Mieszkańcy wspólnie dbają o swoją okolicę
      favours|Pożyczamy sobie rzeczy i wyświadczamy przysługi z sąsiadami
      influence|Mogę wpływać na decyzje dotyczące mojej okolicy
      volunteered|Czy w ostatnich 12 miesiącach pracował/a Pan/Pani społecznie w organizacji lub grupie?
      helped|Czy w ostatnich 12 miesiącach pomógł/pomogła Pan/Pani komuś spoza rodziny?
      help_hours|Ile godzin w ostatnim miesiącu?
      contacted|Kontakt z politykiem lub urzędnikiem
      party|Darowizna lub praca dla partii
      badge|Noszenie znaczka kampanii
      petition|Podpisanie petycji
      demonstration|Udział w demonstracji
      boycott|Bojkot produktu
      posted|Wpis w internecie o sprawach publicznych
      prep_neighbours|W kryzysie sąsiedzi pomogliby sobie nawzajem
      prep_town|Miasto jest przygotowane na kryzys
      prep_alone|W kryzysie musiał(a)bym radzić sobie sam(a)
      life_satisfaction|Na ile jest Pan/Pani zadowolony/a z życia? (0–10)
      lonely|Jak często czuje się Pan/Pani samotny/a?
      culture_attended|W ostatnich 12 miesiącach
      culture_practice|Czy uprawia Pan/Pani sztukę, muzykę, taniec lub rzemiosło?
      age_group|Wiek
      gender|Płeć
      district|Dzielnica
      """),
    stems: [:],
    answers: [
      .agreeFour: [
        "Zdecydowanie się zgadzam", "Raczej się zgadzam", "Raczej się nie zgadzam",
        "Zdecydowanie się nie zgadzam",
      ],
      .belonging: ["Bardzo silnie", "Dość silnie", "Niezbyt silnie", "Wcale"],
      .agreeFive: [
        "Zdecydowanie nie", "Raczej nie", "Ani tak, ani nie", "Raczej tak", "Zdecydowanie tak",
      ],
      .lonely: ["Często lub zawsze", "Czasami", "Od czasu do czasu", "Prawie nigdy", "Nigdy"],
      .yesNo: ["Tak", "Nie"],
      .age: ["16–29 lat", "30–44 lata", "45–64 lata", "65 lat i więcej"],
      .gender: ["Kobieta", "Mężczyzna", "Inna odpowiedź"],
      .district: ["Stare Miasto", "Port", "Nowe Osiedle", "Sołectwa"],
      .culture: [
        "Kino", "Teatr, koncert lub taniec", "Muzeum, biblioteka lub zabytek", "Święto miasta",
        "Nic z tych rzeczy",
      ],
    ],
    doNotKnow: "Nie wiem", refused: "Odmowa", personCode: "")
}
