/// One answer as it was meant, before a form spells it.
enum Answer: Equatable {
  case number(Int)
  case key(String)
  case keys([String])
  case halfHours(Int)
  case doNotKnow, refused, empty, skipped
}

/// One filled questionnaire.
struct Response {
  var person: Int
  var code: String
  /// Day of fieldwork, from 0, and second of that day.
  var day: Int
  var second: Int
  var answers: [String: Answer]
}

enum Wave: String, CaseIterable { case before, after }

extension Town {
  /// The filled questionnaires of one wave, in the order they came in.
  func responses(_ wave: Wave, seed: UInt64) -> [Response] {
    persons(wave, seed: seed).map { person in
      var draws = Draws(seed: seed, "\(id)/\(person)/fieldwork/\(wave.rawValue)")
      let day = draws.below(42)
      return Response(
        person: person, code: personCode(person, wave, seed: seed), day: day,
        second: 25_200 + draws.below(50_000), answers: answers(of: person, wave, seed: seed))
    }.sorted { ($0.day, $0.second, $0.person) < ($1.day, $1.second, $1.person) }
  }

  private func persons(_ wave: Wave, seed: UInt64) -> [Int] {
    guard wave == .after else { return Array(0..<answersBefore) }
    var stayed: [Int] = []
    for person in 0..<answersBefore {
      var draws = Draws(seed: seed, "\(id)/\(person)/returns")
      if draws.below(100) < returning { stayed.append(person) }
    }
    let new = max(0, answersAfter - stayed.count)
    return Array(stayed.prefix(answersAfter)) + Array(10_000..<10_000 + new)
  }

  /// Two letters of the mother's name, day of birth, first letter of the street.
  private func personCode(_ person: Int, _ wave: Wave, seed: UInt64) -> String {
    guard hasPersonCode else { return "" }
    var blank = Draws(seed: seed, "\(id)/\(person)/blank/\(wave.rawValue)")
    if blank.below(100) < 3 { return "" }
    var draws = Draws(seed: seed, "\(id)/\(person)/code")
    let letters = Array("ABDEGHIKLMNOPRSTUV")
    func letter() -> Character { letters[draws.below(letters.count)] }
    let day = 1 + draws.below(31)
    return "\(letter())\(letter())\(day < 10 ? "0" : "")\(day)\(letter())\(letter())"
  }

  private func answers(of person: Int, _ wave: Wave, seed: UInt64) -> [String: Answer] {
    var answers: [String: Answer] = [:]
    var background = Draws(seed: seed, "\(id)/\(person)/background")
    let ages = AnswerList.age.answers.map(\.key)
    answers["age_group"] = .key(ages[background.index(weights: ageWeights)])
    let genders = AnswerList.gender.answers.map(\.key)
    answers["gender"] = .key(genders[background.index(weights: [53, 45.8, 1.2])])
    if hasDistricts {
      let districts = AnswerList.district.answers.map(\.key)
      answers["district"] = .key(districts[background.index(weights: [22, 24, 35, 19])])
    }
    let sociable = background.normal()
    for question in questionnaire {
      answers[question.id] = answer(
        question, person: person, sociable: sociable, wave: wave, seed: seed)
    }
    if answers["helped"] != .key("yes") { answers["help_hours"] = .skipped }
    var skips = Draws(seed: seed, "\(id)/\(person)/gives-up/\(wave.rawValue)")
    if skips.below(100) < 2 {
      for question in questionnaire.suffix(8) { answers[question.id] = .empty }
    }
    return answers
  }

  private func answer(
    _ question: Question, person: Int, sociable: Double, wave: Wave, seed: UInt64
  ) -> Answer {
    var own = Draws(seed: seed, "\(id)/\(person)/\(question.id)")
    var fresh = Draws(seed: seed, "\(id)/\(person)/\(question.id)/\(wave.rawValue)")
    let miss = fresh.below(1000)
    if miss < 9 { return .refused }
    if miss < 38 { return .doNotKnow }
    if miss < 55 { return .empty }
    var place = Draws(seed: seed, "\(id)/\(question.id)/place")
    var drift = Draws(seed: seed, "\(id)/\(question.id)/drift")
    var latent = 0.45 * sociable + 0.6 * own.normal() + 0.66 * fresh.normal()
    latent += 0.24 * (place.uniform() - 0.5)
    // Years differ a little everywhere, with or without an uptake year.
    if wave == .after { latent += 0.10 * (drift.uniform() - 0.5) + (effects[question.id] ?? 0) }
    switch question.kind {
    case .scale:
      let value = (question.level + 2.1 * latent).rounded()
      return .number(Int(min(10, max(0, value))))
    case .hours: return .halfHours(1 + min(59, Int((latent + 3) * (latent + 3))))
    case .choice(.yesNo):
      // 0.5 − x/4 stands in for the normal quantile near the middle, with the tails stretched.
      let distance = 0.5 - question.level
      let threshold = distance * (2.3 + 2.6 * distance * distance)
      return .key(latent > threshold ? "yes" : "no")
    case .choice(let list):
      let direction = list.strongIsFirst ? -1.0 : 1.0
      let position = direction * (latent + question.level)
      let index = list.thresholds.prefix { position > $0 }.count
      return .key(list.answers[index].key)
    case .several(let list):
      let thresholds = [0.35, 0.55, 0.15, 0.75]
      var keys: [String] = []
      for (index, answer) in list.answers.dropLast().enumerated() {
        if 0.8 * latent + 0.6 * fresh.normal() > thresholds[index] { keys.append(answer.key) }
      }
      return .keys(keys.isEmpty ? ["none"] : keys)
    }
  }
}
