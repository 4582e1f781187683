import Localization
import Plotting

/// Invented charts that use every mark, a missing value and long labels.
enum SampleCharts {
  static let language = Language(
    tag: "en", strings: [:],
    fallback: [
      "chart.key.rose": "rose", "chart.key.fell": "fell",
      "chart.key.small": "smaller than the declared margin",
      "chart.key.unclear": "cannot tell", "chart.key.not_assessed": "not assessed",
      "chart.too_few": "too few answers to show", "interval": "{low} to {high}",
    ])

  static let change = ChangeChart(
    text: ChartText(
      title: "Trust in other people rose; for the other measures the study cannot tell",
      subtitle: "Mean score, 0 to 10, adults of Saltholm, 2024 and 2026",
      footnote: "95% intervals of the change. Figure saltholm.trust. n is the number of answers.",
      alternativeText: "Trust in other people rose from 5.4 to 6.0, by 0.6 (0.2 to 1.0)."),
    rows: [
      row(
        "Trust in other people", "n = 312 before, 298 after", 5.4, 6.0, (0.2, 1.0), .rose),
      row(
        "People here would help each other if something happened, however small",
        "n = 305 before, 290 after", 7.1, 7.2, (-0.4, 0.8), .unclear),
      row("Fairness", "n = 309 before, 297 after", 6.2, 6.2, (-0.28, 0.25), .small),
      row("Trust in the municipality", "n = 300 before, 287 after", 5.0, 4.3, (-1.1, -0.3), .fell),
      ChangeChart.Row(
        label: "Belonging to the neighbourhood", note: "n = 301 before, 288 after", before: 7.9,
        after: 8.1, beforeText: "7.9", afterText: "8.1", change: nil, changeLow: nil,
        changeHigh: nil, changeText: "not compared: the question was reworded",
        emphasis: .notAssessed),
      ChangeChart.Row(
        label: "Trust in newcomers", note: "", before: nil, after: nil,
        beforeText: "too few answers to show", afterText: "too few answers to show", change: nil,
        changeLow: nil, changeHigh: nil, changeText: "", emphasis: .notAssessed),
    ], low: 0, high: 10, beforeName: "Before, 2024", afterName: "After, 2026",
    changeName: "Change with 95% interval", decimals: 1, isShare: false)

  static let shares = ChangeChart(
    text: ChartText(
      title: "Fewer people volunteered",
      subtitle: "Share of adults, per cent, Saltholm, 2024 and 2026; change in percentage points",
      footnote: "95% intervals of the change.",
      alternativeText: "The share who volunteered fell from 31 to 22 per cent."),
    rows: [
      ChangeChart.Row(
        label: "Volunteered in the last year", note: "n = 312 before, 298 after", before: 0.31,
        after: 0.22, beforeText: "31%", afterText: "22%", change: -0.09, changeLow: -0.16,
        changeHigh: -0.02, changeText: "−9 (−16 to −2)", emphasis: .fell),
      ChangeChart.Row(
        label: "Nearly everyone", note: "n = 312 before, 298 after", before: 0.99,
        after: 0.97, beforeText: "99%", afterText: "97%", change: -0.02, changeLow: -0.05,
        changeHigh: 0.01, changeText: "−2 (−5 to 1)", emphasis: .unclear),
      ChangeChart.Row(
        label: "Nearly nobody", note: "n = 312 before; after: too few", before: 0.01,
        after: nil, beforeText: "1%", afterText: "after: too few answers", change: nil,
        changeLow: nil, changeHigh: nil, changeText: "too few answers to show",
        emphasis: .notAssessed),
    ], low: 0, high: 1, beforeName: "Before, 2024", afterName: "After, 2026",
    changeName: "Change in points", decimals: 0, isShare: true)

  /// Rows on scales of their own, each standing on a share of it.
  static let mixed = ChangeChart(
    text: ChartText(
      title: "Attended culture rose; the other measure did not move clearly",
      subtitle: "Adults of Saltholm, 2024 and 2026: each measure on its own scale",
      footnote: "95% intervals of the change. n is the number of answers.",
      alternativeText: "The share who attended culture rose from 63 to 71 per cent."),
    rows: [
      ChangeChart.Row(
        label: "Attended culture", note: "per cent · n = 312, then 298", before: 0.63,
        after: 0.71, beforeText: "63%", afterText: "71%", change: 0.08, changeLow: 0.01,
        changeHigh: 0.15, changeText: "+8.0 (1.0 to 15.0)", emphasis: .rose),
      ChangeChart.Row(
        label: "Culture is for me", note: "1 to 5 · n = 310, then 295", before: 0.55,
        after: 0.5775, beforeText: "3.20", afterText: "3.31", change: 0.0275, changeLow: -0.0175,
        changeHigh: 0.0725, changeText: "+0.11 (−0.07 to 0.29)", emphasis: .unclear),
    ], low: 0, high: 1, beforeName: "Before, 2024", afterName: "After, 2026",
    changeName: "Change, 95% interval", decimals: 1, isShare: false,
    endNames: ["lowest", "highest"])

  static let likert = LikertChart(
    text: ChartText(
      title: "Most people agree that neighbours help each other",
      subtitle: "Share of answers, per cent, adults of Saltholm, 2024 and 2026",
      footnote: "n is the number of answers; shares are weighted.",
      alternativeText: "Agree or agree strongly: 55 per cent before and 61 per cent after."),
    answers: [
      "Disagree strongly", "Disagree", "Neither agree nor disagree", "Agree", "Agree strongly",
    ], neutral: 2,
    rows: [
      LikertChart.Row(
        label: "People around here are willing to help their neighbours", note: "Before · n = 312",
        shares: [0.05, 0.14, 0.26, 0.38, 0.17]),
      LikertChart.Row(label: "", note: "After · n = 298", shares: [0.03, 0.11, 0.25, 0.40, 0.21]),
      LikertChart.Row(
        label: "I feel at home here", note: "Before · n = 305",
        shares: [0.01, 0.04, 0.10, 0.45, 0.40]),
      LikertChart.Row(label: "", note: "After · n = 21", shares: []),
    ])

  static let strip = IntervalStrip(
    text: ChartText(
      title: "Two of seven measures changed clearly",
      subtitle: "Change in points of a scale from 0 to 100, adults of Saltholm, 2024 to 2026",
      footnote: "Lines are 95% intervals; n is the number of answers in both years.",
      alternativeText: "Trust in people rose by 6 points; trust in the town fell by 7 points."),
    rows: [
      mark("Trust in other people", 6, 2, 10, .rose, "Trust in people"),
      mark("Fairness", -0.2, -2.8, 2.5, .small, "Trust in people"),
      mark("Trust in the municipality", -7, -11, -3, .fell, "Trust in institutions"),
      mark("Trust in the police", 1, -3, 5, .unclear, "Trust in institutions"),
      mark("Life satisfaction", 2.5, -1, 6, .unclear, "Quality of life"),
      mark(
        "Could get help from at least three persons outside the household", 4, -4, 12, .unclear,
        "Preparedness"),
      mark("Belonging to the neighbourhood", 2, -2, 6, .notAssessed, "Belonging"),
    ], axisName: "Change in points of a scale from 0 to 100")

  static var all: [(name: String, chart: any Chart)] {
    [
      ("change", change), ("change-shares", shares), ("change-mixed", mixed), ("likert", likert),
      ("strip", strip),
    ]
  }

  private static func row(
    _ label: String, _ note: String, _ before: Double, _ after: Double,
    _ interval: (Double, Double), _ emphasis: ChangeChart.Emphasis
  ) -> ChangeChart.Row {
    let change = after - before
    let text =
      language.signedNumber(change, decimals: 1)
      + " (\(language.interval(low: interval.0, high: interval.1, decimals: 1)))"
    return ChangeChart.Row(
      label: label, note: note, before: before, after: after,
      beforeText: language.number(before, decimals: 1),
      afterText: language.number(after, decimals: 1), change: change, changeLow: interval.0,
      changeHigh: interval.1, changeText: text, emphasis: emphasis)
  }

  private static func mark(
    _ label: String, _ value: Double, _ low: Double, _ high: Double,
    _ emphasis: ChangeChart.Emphasis, _ heading: String
  ) -> IntervalStrip.Row {
    IntervalStrip.Row(
      label: label, note: "n = 312 and 298", value: value, low: low, high: high,
      valueText: language.signedNumber(value, decimals: 1)
        + " (\(language.interval(low: low, high: high, decimals: 1)))",
      emphasis: emphasis, heading: heading)
  }
}
