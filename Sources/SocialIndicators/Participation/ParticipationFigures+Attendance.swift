internal import SurveyData

extension ParticipationFigures {
  private typealias Missing = IndicatorResult.Wave.MissingCount

  /// Attendances of each person, in the order persons first occur.
  private struct Visits {
    var persons: [String] = []
    var counts: [Int] = []
    /// The first thing known of whether the person lives there and is new.
    var resident: [Bool?] = []
    var firstTime: [Bool?] = []
    /// Attendances in rows without a person.
    var withoutPerson = 0

    init(_ rows: [ParticipationData.Attendance]) {
      var index: [String: Int] = [:]
      for row in rows where row.headcount > 0 {
        guard let person = row.person, !person.isEmpty else {
          withoutPerson += row.headcount
          continue
        }
        if let known = index[person] {
          counts[known] += row.headcount
          resident[known] = resident[known] ?? row.isResident
          // Somebody who was new at the first event is not new at the second: yes wins.
          if row.isFirstTime == true { firstTime[known] = true }
          firstTime[known] = firstTime[known] ?? row.isFirstTime
        } else {
          index[person] = persons.count
          persons.append(person)
          counts.append(row.headcount)
          resident.append(row.isResident)
          firstTime.append(row.isFirstTime)
        }
      }
    }

    /// Whether residence was recorded at all; where it was not, everybody counts as local.
    var knowsResidence: Bool { resident.contains { $0 != nil } }
    /// Positions of persons who live there.
    var residents: [Int] {
      knowsResidence ? persons.indices.filter { resident[$0] == true } : Array(persons.indices)
    }
  }

  private func total(_ index: Int) -> Int {
    attendances[index].reduce(0) { $0 + max(0, $1.headcount) }
  }

  /// How many persons are known to stand behind a count of attendances.
  ///
  /// Headcounts without person keys are taken as that many persons, which is the most that can be.
  private func persons(behind visits: Visits) -> Int { visits.persons.count + visits.withoutPerson }

  func attendanceCount(_ index: Int) -> IndicatorResult.Wave {
    let persons = persons(behind: Visits(attendances[index]))
    return counted(index, Double(total(index)), asked: persons, answered: persons)
  }

  func attendanceRate(_ index: Int) -> IndicatorResult.Wave {
    let persons = persons(behind: Visits(attendances[index]))
    return counted(
      index, perThousand(Double(total(index)), inhabitants: municipality.inhabitants),
      asked: persons, answered: persons)
  }

  func reach(_ index: Int) -> IndicatorResult.Wave {
    let visits = Visits(attendances[index])
    guard !visits.persons.isEmpty else { return refused(index, .noPersonKeys) }
    let residents = visits.residents.count
    let elsewhere = visits.resident.count { $0 == false }
    let unknown = visits.persons.count - residents - elsewhere
    return counted(
      index, perThousand(Double(residents), inhabitants: municipality.inhabitants),
      asked: visits.persons.count, answered: residents,
      missing: [
        Missing(reason: "non_resident", count: elsewhere),
        Missing(reason: "residence_unknown", count: unknown),
        Missing(reason: "attendance_without_person", count: visits.withoutPerson),
      ])
  }

  func firstTime(_ index: Int) -> IndicatorResult.Wave {
    let visits = Visits(attendances[index])
    var known = visits.firstTime.count { $0 != nil }
    var new = visits.firstTime.count { $0 == true }
    var asked = visits.persons.count
    if visits.persons.isEmpty {
      for row in attendances[index] where row.headcount > 0 {
        asked += row.headcount
        if let isFirstTime = row.isFirstTime {
          known += row.headcount
          new += isFirstTime ? row.headcount : 0
        }
      }
    }
    guard known > 0 else { return refused(index, .firstTimeNotAsked) }
    return counted(
      index, firstTimeShare(firstTime: new, known: known), asked: asked, answered: known,
      missing: [Missing(reason: "not_known", count: asked - known)], numerator: new)
  }

  func repeats(_ index: Int) -> IndicatorResult.Wave {
    let visits = Visits(attendances[index])
    guard !visits.persons.isEmpty else { return refused(index, .noPersonKeys) }
    return counted(
      index, repeatRate(visits: visits.counts), asked: visits.persons.count,
      answered: visits.persons.count,
      missing: [Missing(reason: "attendance_without_person", count: visits.withoutPerson)],
      numerator: visits.counts.count { $0 >= 2 })
  }

  func retained(_ index: Int) -> IndicatorResult.Wave {
    guard index > 0 else { return refused(index, .noEarlierWave) }
    let before = Set(Visits(attendances[index - 1]).persons)
    let after = Set(Visits(attendances[index]).persons)
    guard !before.isEmpty, !after.isEmpty else { return refused(index, .noPersonKeys) }
    return counted(
      index, retention(from: before, to: after), asked: before.count, answered: before.count,
      numerator: before.intersection(after).count)
  }

  func concentration(_ index: Int) -> IndicatorResult.Wave {
    let visits = Visits(attendances[index])
    guard !visits.persons.isEmpty else { return refused(index, .noPersonKeys) }
    let residents = visits.residents
    let zeros = municipality.inhabitants - residents.count
    guard zeros >= 0 else {
      return refused(index, .moreThanInhabitants)
    }
    return counted(
      index, giniCoefficient(residents.map { Double(visits.counts[$0]) }, zeros: zeros),
      asked: visits.persons.count, answered: residents.count,
      missing: [
        Missing(reason: "non_resident", count: visits.resident.count { $0 == false }),
        Missing(reason: "attendance_without_person", count: visits.withoutPerson),
      ])
  }

  func eventDiversity(_ index: Int) -> IndicatorResult.Wave {
    var seen: Set<String> = []
    var kinds: [(kind: String, count: Int)] = []
    var unknown = 0
    for row in attendances[index] where seen.insert(row.event).inserted {
      guard let kind = row.eventType, !kind.isEmpty else {
        unknown += 1
        continue
      }
      if let known = kinds.firstIndex(where: { $0.kind == kind }) {
        kinds[known].count += 1
      } else {
        kinds.append((kind, 1))
      }
    }
    let events = kinds.reduce(0) { $0 + $1.count }
    guard let diversity = Diversity(counts: kinds.map(\.count)) else {
      return refused(index, .noEventKinds)
    }
    kinds.sort { ($1.count, $0.kind) < ($0.count, $1.kind) }
    return counted(
      index, diversity.shannon, asked: seen.count, answered: events,
      missing: [Missing(reason: "kind_unknown", count: unknown)],
      distribution: kinds.enumerated().map { position, kind in
        .init(
          value: Double(position + 1), label: kind.kind,
          share: Double(kind.count) / Double(events), count: kind.count)
      })
  }

  func representation(_ index: Int) -> IndicatorResult.Wave {
    var groups: [(group: String, count: Int)] = []
    var unknown = 0
    for row in attendances[index] where row.headcount > 0 {
      guard let group = row.group, !group.isEmpty else {
        unknown += row.headcount
        continue
      }
      if let known = groups.firstIndex(where: { $0.group == group }) {
        groups[known].count += row.headcount
      } else {
        groups.append((group, row.headcount))
      }
    }
    guard !groups.isEmpty else { return refused(index, .noAudienceGroups) }
    let margins = municipality.margins[waves[index]] ?? []
    guard
      let margin = margins.first(where: { margin in
        groups.allSatisfy { margin.levels.contains($0.group) }
      })
    else {
      return refused(index, .noPopulationGroups)
    }
    let audience = margin.levels.map { level in
      groups.first { $0.group == level }?.count ?? 0
    }
    let known = audience.reduce(0, +)
    let comparison = Representation(
      audience: audience.map(Double.init), population: margin.values)
    return counted(
      index, comparison?.dissimilarity, asked: known + unknown, answered: known,
      missing: [Missing(reason: "group_unknown", count: unknown)],
      distribution: margin.levels.enumerated().map { position, level in
        .init(
          value: Double(position + 1), label: level,
          share: Double(audience[position]) / Double(known), count: audience[position])
      })
  }
}
