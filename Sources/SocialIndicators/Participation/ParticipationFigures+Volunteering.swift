internal import SurveyData

extension ParticipationFigures {
  private func volunteers(_ index: Int) -> Set<String> {
    Set(volunteering[index].compactMap(\.person).filter { !$0.isEmpty })
  }

  private func rowsWithoutPerson(_ index: Int) -> IndicatorResult.Wave.MissingCount {
    .init(
      reason: "record_without_person",
      count: volunteering[index].count { $0.person?.isEmpty ?? true })
  }

  func volunteerCount(_ index: Int) -> IndicatorResult.Wave {
    let persons = volunteers(index).count
    guard persons > 0 else { return refused(index, .noVolunteerKeys) }
    return counted(
      index, Double(persons), asked: persons, answered: persons,
      missing: [rowsWithoutPerson(index)])
  }

  func hours(_ index: Int) -> IndicatorResult.Wave {
    // Records of organisations stand for at least one person each.
    let persons = volunteers(index).count + rowsWithoutPerson(index).count
    return counted(
      index, volunteering[index].reduce(0) { $0 + $1.hours }, asked: persons, answered: persons)
  }

  func hoursPerPerson(_ index: Int) -> IndicatorResult.Wave {
    let persons = volunteers(index).count
    guard persons > 0 else { return refused(index, .noVolunteerKeys) }
    let hours = volunteering[index].reduce(0) { sum, row in
      row.person?.isEmpty ?? true ? sum : sum + row.hours
    }
    return counted(
      index, hoursPerVolunteer(hours: hours, volunteers: persons), asked: persons,
      answered: persons, missing: [rowsWithoutPerson(index)])
  }
}
