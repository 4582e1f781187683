/// A closed list of answers that several questions share.
enum AnswerList: String {
  case agreeFour, belonging, agreeFive, lonely, yesNo, age, gender, district, culture

  /// Key, English label and number of every answer, in scale order.
  var answers: [(key: String, label: String, value: Int)] {
    switch self {
    case .agreeFour:
      [
        ("definitely_agree", "Definitely agree", 1), ("tend_to_agree", "Tend to agree", 2),
        ("tend_to_disagree", "Tend to disagree", 3),
        ("definitely_disagree", "Definitely disagree", 4),
      ]
    case .belonging:
      [
        ("very", "Very strongly", 1), ("fairly", "Fairly strongly", 2),
        ("not_very", "Not very strongly", 3), ("not_at_all", "Not at all strongly", 4),
      ]
    case .agreeFive:
      [
        ("strongly_disagree", "Strongly disagree", 1), ("disagree", "Disagree", 2),
        ("neither", "Neither agree nor disagree", 3), ("agree", "Agree", 4),
        ("strongly_agree", "Strongly agree", 5),
      ]
    case .lonely:
      [
        ("often", "Often or always", 1), ("sometimes", "Some of the time", 2),
        ("occasionally", "Occasionally", 3), ("hardly", "Hardly ever", 4), ("never", "Never", 5),
      ]
    case .yesNo: [("yes", "Yes", 1), ("no", "No", 0)]
    case .age:
      [
        ("16-29", "16–29", 1), ("30-44", "30–44", 2), ("45-64", "45–64", 3),
        ("65+", "65 and over", 4),
      ]
    case .gender: [("woman", "Women", 1), ("man", "Men", 2), ("other", "Another answer", 3)]
    case .district:
      [
        ("old_town", "Old Town", 1), ("harbour", "Harbour", 2), ("new_estate", "New Estate", 3),
        ("villages", "Villages", 4),
      ]
    case .culture:
      [
        ("cinema", "Cinema", 1), ("stage", "Theatre, concert or dance", 1),
        ("heritage", "Museum, library or heritage site", 1), ("festival", "Local festival", 1),
        ("none", "None of these", 0),
      ]
    }
  }

  /// Where the answers change over on the latent scale, from the first to the last but one.
  var thresholds: [Double] {
    switch self {
    case .agreeFour: [-0.85, 0.45, 1.3]
    case .belonging: [-0.75, 0.3, 1.2]
    case .agreeFive: [-1.6, -0.7, 0.2, 1.2]
    case .lonely: [-1.55, -0.8, -0.2, 0.7]
    default: []
    }
  }

  /// Whether a strong tie gives the first answer of the list rather than the last.
  var strongIsFirst: Bool { self == .agreeFour || self == .belonging }
}

/// One question of the questionnaire that all towns share.
struct Question {
  enum Kind: Equatable {
    case scale
    case choice(AnswerList)
    case several(AnswerList)
    case hours
  }
  var id: String
  var kind: Kind
  /// The item of the indicator library.
  var item: String?
  /// Mean of a 0–10 scale, or share of yes.
  var level: Double = 0
  /// The block it stands in; questions of a block make one grid.
  var block: Int
}

let questionnaire: [Question] = [
  Question(id: "trust_people", kind: .scale, item: "ess.ppltrst", level: 5.9, block: 1),
  Question(id: "trust_fair", kind: .scale, item: "ess.pplfair", level: 6.2, block: 1),
  Question(id: "trust_helpful", kind: .scale, item: "ess.pplhlp", level: 5.7, block: 1),
  Question(id: "trust_known", kind: .scale, item: "trust.known", level: 8.0, block: 2),
  Question(id: "trust_neighbours", kind: .scale, item: "trust.neighbours", level: 6.9, block: 2),
  Question(id: "trust_council", kind: .scale, item: "muni.trust.council", level: 5.0, block: 3),
  Question(id: "trust_staff", kind: .scale, item: "muni.trust.staff", level: 5.8, block: 3),
  Question(id: "trust_police", kind: .scale, item: "muni.trust.police", level: 6.6, block: 3),
  Question(id: "trust_culture", kind: .scale, item: "muni.trust.culture", level: 7.1, block: 3),
  Question(id: "trust_media", kind: .scale, item: "muni.trust.media", level: 5.5, block: 3),
  Question(id: "belong", kind: .choice(.belonging), item: "cls.belong", block: 4),
  Question(id: "cohesion", kind: .choice(.agreeFour), item: "cls.cohesion", block: 5),
  Question(id: "pull_together", kind: .choice(.agreeFour), item: "cls.pulltogether", block: 5),
  Question(id: "favours", kind: .choice(.agreeFour), item: "cls.favours", level: -0.5, block: 5),
  Question(
    id: "influence", kind: .choice(.agreeFour), item: "cls.influence", level: -0.9, block: 5),
  Question(id: "volunteered", kind: .choice(.yesNo), item: "vol.formal", level: 0.31, block: 6),
  Question(id: "helped", kind: .choice(.yesNo), item: "vol.informal", level: 0.58, block: 7),
  Question(id: "help_hours", kind: .hours, block: 8),
  Question(id: "contacted", kind: .choice(.yesNo), item: "ess.contplt", level: 0.17, block: 9),
  Question(id: "party", kind: .choice(.yesNo), item: "ess.donprty", level: 0.05, block: 9),
  Question(id: "badge", kind: .choice(.yesNo), item: "ess.badge", level: 0.10, block: 9),
  Question(id: "petition", kind: .choice(.yesNo), item: "ess.sgnptit", level: 0.26, block: 9),
  Question(id: "demonstration", kind: .choice(.yesNo), item: "ess.pbldmn", level: 0.07, block: 9),
  Question(id: "boycott", kind: .choice(.yesNo), item: "ess.bctprd", level: 0.21, block: 9),
  Question(id: "posted", kind: .choice(.yesNo), item: "ess.pstplonl", level: 0.19, block: 9),
  Question(id: "prep_neighbours", kind: .choice(.agreeFive), item: "prep.neighbours", block: 10),
  Question(id: "prep_town", kind: .choice(.agreeFive), item: "prep.town", level: -0.4, block: 10),
  Question(id: "prep_alone", kind: .choice(.agreeFive), item: "prep.alone", level: -0.6, block: 10),
  Question(
    id: "life_satisfaction", kind: .scale, item: "life.satisfaction", level: 7.4, block: 11),
  Question(id: "lonely", kind: .choice(.lonely), item: "lonely.direct", block: 12),
  Question(id: "culture_attended", kind: .several(.culture), item: "culture.attended", block: 13),
  Question(
    id: "culture_practice", kind: .choice(.yesNo), item: "culture.practice", level: 0.36, block: 14),
]
let backgroundQuestions: [Question] = [
  Question(id: "age_group", kind: .choice(.age), block: 15),
  Question(id: "gender", kind: .choice(.gender), block: 16),
]
let districtQuestion = Question(id: "district", kind: .choice(.district), block: 17)
