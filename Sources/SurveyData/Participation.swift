/// Who came and who helped: attendance and volunteering records of a study.
package struct ParticipationData: Sendable, Hashable {
  /// One row of an attendance file: one person at one event, or one event with a headcount.
  package struct Attendance: Sendable, Hashable {
    /// Index into the study's municipalities and waves (the period it belongs to).
    package var municipality: Int
    package var wave: Int
    package var event: String
    /// ISO 8601 day, where known.
    package var date: String?
    package var eventType: String?
    /// A pseudonymous person key; nil in headcounts.
    package var person: String?
    /// How many came; 1 in rows of persons.
    package var headcount: Int
    package var isResident: Bool?
    package var isFirstTime: Bool?
    /// A group of the audience (age band, language) for representation.
    package var group: String?
    /// `count`, `ticket` or `estimate`.
    package var method: String?
    package var capacity: Int?
    package init(
      municipality: Int, wave: Int, event: String, date: String? = nil, eventType: String? = nil,
      person: String? = nil, headcount: Int = 1, isResident: Bool? = nil,
      isFirstTime: Bool? = nil, group: String? = nil, method: String? = nil, capacity: Int? = nil
    ) {
      self.municipality = municipality
      self.wave = wave
      self.event = event
      self.date = date
      self.eventType = eventType
      self.person = person
      self.headcount = headcount
      self.isResident = isResident
      self.isFirstTime = isFirstTime
      self.group = group
      self.method = method
      self.capacity = capacity
    }
  }

  /// One row of a volunteering file: hours of one person or one organisation.
  package struct Volunteering: Sendable, Hashable {
    package var municipality: Int
    package var wave: Int
    package var person: String?
    package var organisation: String?
    package var hours: Double
    package init(
      municipality: Int, wave: Int, person: String? = nil, organisation: String? = nil,
      hours: Double
    ) {
      self.municipality = municipality
      self.wave = wave
      self.person = person
      self.organisation = organisation
      self.hours = hours
    }
  }

  package var attendances: [Attendance]
  package var volunteering: [Volunteering]
  package var sources: [SourceAccount]

  package init(
    attendances: [Attendance] = [], volunteering: [Volunteering] = [],
    sources: [SourceAccount] = []
  ) {
    self.attendances = attendances
    self.volunteering = volunteering
    self.sources = sources
  }
}
