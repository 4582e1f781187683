extension Language {
  static let danish = Language(
    code: "da",
    questions: table(
      """
      trust_people|Kan man stole på de fleste mennesker?
      trust_fair|Prøver de fleste at være fair over for dig?
      trust_helpful|Prøver folk for det meste at være hjælpsomme?
      trust_known|Mennesker, du kender personligt
      trust_neighbours|Dine naboer
      trust_council|Kommunalbestyrelsen
      trust_staff|Kommunens medarbejdere
      trust_police|Det lokale politi
      trust_culture|Biblioteket og kulturhuset
      trust_media|De lokale medier
      belong|Hvor stærkt føler du, at du hører til i dit nabolag?
      cohesion|Her kommer folk med forskellig baggrund godt ud af det med hinanden
      pull_together|Her hjælpes folk ad med at gøre nabolaget bedre
      favours|Jeg låner ting af mine naboer, og vi gør hinanden tjenester
      influence|Jeg kan påvirke beslutninger, der angår mit lokalområde
      volunteered|Har du lavet frivilligt arbejde i en forening eller gruppe de seneste 12 måneder?
      helped|Har du hjulpet nogen uden for familien uden betaling de seneste 12 måneder?
      help_hours|Cirka hvor mange timer den seneste måned?
      contacted|Kontaktet en politiker eller embedsmand
      party|Givet penge til eller arbejdet i et parti
      badge|Båret et kampagnemærke
      petition|Skrevet under på en underskriftsindsamling
      demonstration|Deltaget i en demonstration
      boycott|Boykottet en vare
      posted|Skrevet om samfundsforhold på nettet
      prep_neighbours|I en krise ville naboerne hjælpe hinanden
      prep_town|Kommunen er forberedt på en krise
      prep_alone|I en krise ville jeg skulle klare mig alene
      life_satisfaction|Hvor tilfreds er du alt i alt med dit liv? (0–10)
      lonely|Hvor ofte føler du dig ensom?
      culture_attended|Hvad har du besøgt de seneste 12 måneder? (sæt gerne flere krydser)
      culture_practice|Dyrker du selv kunst, musik, dans eller håndværk?
      age_group|Hvor gammel er du?
      gender|Køn
      """),
    stems: stems(
      """
      1|Hvad mener du om folk i almindelighed? (0–10)
      2|Hvor meget stoler du på dem? (0–10)
      3|Hvor meget stoler du på dem her i byen? (0–10)
      5|Hvor enig er du?
      9|Har du gjort noget af dette de seneste 12 måneder?
      10|Hvis der kom en krise
      """),
    answers: [
      .agreeFour: ["Helt enig", "Overvejende enig", "Overvejende uenig", "Helt uenig"],
      .belonging: ["Meget stærkt", "Ret stærkt", "Ikke særlig stærkt", "Slet ikke"],
      .agreeFive: ["Meget uenig", "Uenig", "Hverken eller", "Enig", "Meget enig"],
      .lonely: ["Ofte eller altid", "Nogle gange", "En gang imellem", "Næsten aldrig", "Aldrig"],
      .yesNo: ["Ja", "Nej"],
      .age: ["16–29 år", "30–44 år", "45–64 år", "65 år eller derover"],
      .gender: ["Kvinde", "Mand", "Andet"],
      .culture: [
        "Biograf", "Teater, koncert eller dans", "Museum, bibliotek eller kulturarv",
        "Byens festival", "Ingen af delene",
      ],
    ],
    doNotKnow: "Ved ikke", refused: "Vil ikke svare",
    personCode: "Din egen kode (mors forbogstaver, fødselsdag, gade)")
}
