import Graphics
import Testing

struct DecimalTests {
  @Test(arguments: [
    (0.0, 2, "0"), (-0.0, 2, "0"), (-0.004, 2, "0"), (1.005, 1, "1"), (0.05, 2, "0.05"),
    (-1.255, 1, "-1.3"), (1234.5, 2, "1234.5"), (10, 0, "10"), (0.999, 2, "1"), (-2.5, 0, "-3"),
    (.nan, 2, "0"), (.infinity, 2, "0"), (1e15, 1, "1000000000000000"),
  ])
  func `numbers are written short, without exponent or minus zero`(
    value: Double, places: Int, expected: String
  ) {
    #expect(decimal(value, places: places) == expected)
  }
}
