import HypothesisTests
import Testing

/// Expected values: R `p.adjust`, in `p_adjust.json`.
@Suite struct MultiplicityTests {
  static let names: [(String, MultiplicityMethod)] = [
    ("holm", .holm), ("hochberg", .hochberg), ("hommel", .hommel), ("bonferroni", .bonferroni),
    ("BH", .benjaminiHochberg), ("fdr", .benjaminiHochberg), ("BY", .benjaminiYekutieli),
    ("none", .none),
  ]

  @Test func `every adjustment equals p.adjust, with ties, missing values and a larger family`()
    throws
  {
    let expected = try Reference.expected("p_adjust")
    for (name, method) in Self.names {
      for (value, r) in zip(
        adjusted(expected["p"].numbers, method: method), expected["adjusted"][name].numbers)
      {
        #expect(agree(value, r), "\(name)")
      }
      for (value, r) in zip(
        adjusted(expected["q"].numbers, method: method), expected["with_ties_na"][name].numbers)
      {
        #expect(agree(value, r) || (value.isNaN && r.isNaN), "\(name)")
      }
      for (value, r) in zip(
        adjusted(expected["p"].numbers, method: method, familySize: 20),
        expected["n20"][name].numbers)
      {
        #expect(agree(value, r), "\(name) \(value) \(r)")
      }
    }
  }

  @Test func `stronger methods never give larger p-values`() {
    let p = (0..<12).map { Double(($0 * 5 + 3) % 12 + 1) / 60 }
    let all = Dictionary(
      uniqueKeysWithValues: MultiplicityMethod.allCases.map { ($0, adjusted(p, method: $0)) })
    func below(_ a: MultiplicityMethod, _ b: MultiplicityMethod) -> Bool {
      zip(all[a] ?? [], all[b] ?? []).allSatisfy { $0 <= $1 + 1e-15 }
    }
    #expect(below(.none, .benjaminiHochberg) && below(.benjaminiHochberg, .hommel))
    #expect(below(.hommel, .hochberg) && below(.hochberg, .holm) && below(.holm, .bonferroni))
    #expect(below(.benjaminiHochberg, .benjaminiYekutieli))
  }

  @Test func `a single test and an empty family stay as they are`() {
    for method in MultiplicityMethod.allCases {
      #expect(adjusted([0.03], method: method) == [0.03])
      #expect(adjusted([], method: method).isEmpty)
      #expect(adjusted([.nan], method: method)[0].isNaN)
    }
  }
}
