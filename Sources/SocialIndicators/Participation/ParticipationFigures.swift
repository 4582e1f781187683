internal import SurveyData
internal import SurveyStatistics

/// Participation indicators of one municipality: counts of what was recorded.
///
/// Records are counted, not sampled, so figures carry no margin of error: an interval would answer a
/// question that nobody drew a sample for. What limits them is what was not recorded, and that is
/// said in words beside them.
struct ParticipationFigures {
  /// The place.
  var municipality: Municipality
  /// Wave ids in time order.
  var waves: [String]
  /// The place's attendance rows by wave.
  var attendances: [[ParticipationData.Attendance]]
  /// The place's volunteering rows by wave.
  var volunteering: [[ParticipationData.Volunteering]]

  init(municipality index: Int, study: StudyDefinition, data: ParticipationData) {
    municipality = study.municipalities[index]
    waves = study.waves.map(\.id)
    attendances = study.waves.indices.map { wave in
      data.attendances.filter { $0.municipality == index && $0.wave == wave }
    }
    volunteering = study.waves.indices.map { wave in
      data.volunteering.filter { $0.municipality == index && $0.wave == wave }
    }
  }

  /// Whether there is anything to count for a measure.
  func hasRecords(for measure: ParticipationMeasure) -> Bool {
    measure.countsVolunteering
      ? volunteering.contains { !$0.isEmpty } : attendances.contains { !$0.isEmpty }
  }

  /// The figure of one wave.
  func wave(_ index: Int, of measure: ParticipationMeasure) -> IndicatorResult.Wave {
    if measure.countsVolunteering {
      if volunteering[index].isEmpty { return refused(index, .noVolunteering) }
    } else if attendances[index].isEmpty {
      return refused(index, .noAttendance)
    }
    switch measure {
    case .attendances: return attendanceCount(index)
    case .attendanceRate: return attendanceRate(index)
    case .reach: return reach(index)
    case .firstTimeShare: return firstTime(index)
    case .repeatRate: return repeats(index)
    case .retention: return retained(index)
    case .attendanceGini: return concentration(index)
    case .eventDiversity: return eventDiversity(index)
    case .representation: return representation(index)
    case .volunteers: return volunteerCount(index)
    case .volunteerHours: return hours(index)
    case .hoursPerVolunteer: return hoursPerPerson(index)
    }
  }

  func refused(_ index: Int, _ reason: Refusal) -> IndicatorResult.Wave {
    IndicatorResult.Wave(
      wave: waves[index], estimate: nil, asked: 0, answered: 0, refusal: reason)
  }

  /// A counted figure: the value, the persons behind it and those that could not be counted.
  func counted(
    _ index: Int, _ value: Double?, asked: Int, answered: Int,
    missing: [IndicatorResult.Wave.MissingCount] = [],
    distribution: [IndicatorResult.Wave.AnswerShare] = [], numerator: Int? = nil
  ) -> IndicatorResult.Wave {
    guard let value else { return refused(index, .nobodyCounted) }
    let estimate = Estimate(
      value: value, variance: 0, degreesOfFreedom: 0, interval: nil, respondents: answered,
      weightedBase: Double(answered))
    return IndicatorResult.Wave(
      wave: waves[index], estimate: estimate, asked: asked, answered: answered,
      missing: missing.filter { $0.count > 0 }, distribution: distribution, numerator: numerator)
  }
}

extension ParticipationMeasure {
  /// Whether it is counted from volunteering rather than attendance.
  package var countsVolunteering: Bool {
    switch self {
    case .volunteers, .volunteerHours, .hoursPerVolunteer: true
    default: false
    }
  }

  /// What its figures are measured in.
  package var unit: IndicatorResult.Unit {
    switch self {
    case .attendances: .amount("attendances")
    case .attendanceRate, .reach: .perThousand
    case .firstTimeShare, .repeatRate, .retention, .representation: .share
    case .attendanceGini, .eventDiversity: .coefficient
    case .volunteers: .amount("persons")
    case .volunteerHours, .hoursPerVolunteer: .amount("hours")
    }
  }

  /// What its figures count.
  package var basis: IndicatorResult.Basis {
    self == .eventDiversity ? .eventRecords : .personRecords
  }

  /// The formula in words and symbols.
  package var formula: String {
    switch self {
    case .attendances: "A = sum of attendances of all events"
    case .attendanceRate: "1000·A/N; A attendances, N inhabitants"
    case .reach:
      "1000·U/N; U different residents who came at least once, N inhabitants"
    case .firstTimeShare:
      "U_new/U; U persons (attendances where there are no person keys) known to be new or not"
    case .repeatRate: "|{i: n_i ≥ 2}|/U; n_i attendances of person i, U persons who came"
    case .retention:
      "|P_t ∩ P_t+1|/|P_t|; P_t persons who came in the period before, shown with the later period"
    case .attendanceGini:
      "G = 2·Σ i·x_(i)/(n·Σx) − (n+1)/n; x attendances of each inhabitant (residents where "
        + "recorded), n inhabitants, those who never came with 0"
    case .eventDiversity: "H = −Σ p_k ln p_k; p_k share of events of kind k"
    case .representation:
      "D = ½·Σ|p_k − π_k|; p_k share of the audience in group k, π_k of the population"
    case .volunteers: "V = different persons in the volunteering records"
    case .volunteerHours: "H = sum of hours in the volunteering records"
    case .hoursPerVolunteer: "H/V over records with a person"
    }
  }
}
