extension Language {
  static let english = Language(
    code: "en",
    questions: table(
      """
      trust_people|Can most people be trusted? (0-10)
      trust_fair|Do most people try to be fair? (0-10)
      trust_helpful|Do people mostly try to be helpful? (0-10)
      trust_known|How much do you trust people you know? (0-10)
      trust_neighbours|How much do you trust your neighbours? (0-10)
      trust_council|How much do you trust the municipal council? (0-10)
      trust_staff|How much do you trust the municipal staff? (0-10)
      trust_police|How much do you trust the local police? (0-10)
      trust_culture|How much do you trust the library and culture house? (0-10)
      trust_media|How much do you trust the local media? (0-10)
      belong|How strongly do you feel you belong to your immediate neighbourhood?
      cohesion|People from different backgrounds get on well together here
      pull_together|People here pull together to improve the neighbourhood
      favours|I borrow things and exchange favours with my neighbours
      influence|I can influence decisions affecting my local area
      volunteered|In the last 12 months, have you given unpaid help through a group or club?
      helped|In the last 12 months, have you given unpaid help to someone outside your family?
      help_hours|About how many hours in the last month?
      contacted|Contacted a politician or official
      party|Donated to or worked in a party
      badge|Worn a campaign badge
      petition|Signed a petition
      demonstration|Taken part in a demonstration
      boycott|Boycotted a product
      posted|Posted about politics online
      prep_neighbours|In a crisis the neighbours would help each other
      prep_town|The town is prepared for a crisis
      prep_alone|In a crisis I would have to manage alone
      life_satisfaction|All in all, how satisfied are you with your life? (0-10)
      lonely|How often do you feel lonely?
      culture_attended|What have you been to in the last 12 months?
      culture_practice|Do you practise any art, music, dance or craft yourself?
      age_group|How old are you?
      gender|Gender
      """),
    stems: [:],
    answers: [
      .agreeFour: AnswerList.agreeFour.answers.map(\.label),
      .belonging: AnswerList.belonging.answers.map(\.label),
      .agreeFive: AnswerList.agreeFive.answers.map(\.label),
      .lonely: AnswerList.lonely.answers.map(\.label),
      .yesNo: ["Yes", "No"],
      .age: ["16-29", "30-44", "45-64", "65 or over"],
      .gender: ["Woman", "Man", "Other"],
      .culture: AnswerList.culture.answers.map(\.label),
    ],
    doNotKnow: "Don't know", refused: "Prefer not to say", personCode: "")
}
