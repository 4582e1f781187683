/// An invented town: who lives there, how it asks, and what its uptake year did.
struct Town {
  enum Format {
    case limeSurvey, googleForms, microsoftForms, kobo, excelText, codes, germanExcel, balticExcel
  }
  var id: String
  var name: String
  var format: Format
  var language: Language
  var answersBefore: Int
  var answersAfter: Int
  /// How many of the first wave answer again, in per cent, where persons carry a code.
  var returning: Int = 0
  var hasPersonCode = false
  var hasDistricts = false
  var isUptake = true
  /// Shift of the latent answer after the uptake year, by question, in standard deviations.
  var effects: [String: Double] = [:]
  var ageWeights: [Double] = [17, 24, 34, 25]

  var questions: [Question] {
    questionnaire + backgroundQuestions + (hasDistricts ? [districtQuestion] : [])
  }
}

/// The five towns with an uptake year, then the three finalists that stand for comparison.
///
/// The names are made up; no place of that name is known to us.
let towns: [Town] = [
  Town(
    id: "parlsunda", name: "Pärlsunda", format: .limeSurvey, language: .swedish,
    answersBefore: 312, answersAfter: 298, returning: 58, hasPersonCode: true,
    effects: ["belong": 0.42]),
  Town(
    id: "muslingor", name: "Muslingør", format: .googleForms, language: .danish,
    answersBefore: 236, answersAfter: 228, returning: 52, hasPersonCode: true,
    effects: ["volunteered": 0.04, "trust_people": 0.05]),
  Town(
    id: "karpiranna", name: "Karpiranna", format: .microsoftForms, language: .english,
    answersBefore: 418, answersAfter: 411, returning: 84,
    effects: ["culture_attended": 0.34, "belong": 0.04], ageWeights: [5, 17, 42, 36]),
  Town(
    id: "vizlukste", name: "Vizlūkste", format: .balticExcel, language: .latvian,
    answersBefore: 262, answersAfter: 305, effects: ["culture_attended": 0.25]),
  Town(
    id: "mewiniec", name: "Mewiniec", format: .excelText, language: .polish,
    answersBefore: 408, answersAfter: 396, hasDistricts: true,
    effects: [
      "trust_council": -0.42, "trust_staff": -0.34, "trust_media": -0.28, "trust_police": -0.16,
    ]),
  Town(
    id: "gintarupiai", name: "Gintarupiai", format: .codes, language: .english,
    answersBefore: 244, answersAfter: 251, isUptake: false),
  Town(
    id: "muschelhagen", name: "Muschelhagen", format: .germanExcel, language: .german,
    answersBefore: 286, answersAfter: 279, isUptake: false),
  Town(
    id: "lokkivalkama", name: "Lokkivalkama", format: .kobo, language: .english,
    answersBefore: 188, answersAfter: 181, isUptake: false),
]
