#pragma once

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// Every returned string is UTF-8 on the C heap, given back with cicu_free; NULL says that ICU
// refused. No call throws, and no call keeps what it was handed.

typedef struct {
  // ASCII identifier.
  const char *_Nonnull name;
  // The text; for a number, the number as the report writes it.
  const char *_Nonnull text;
  double number;
  // 0 for a text.
  int is_number;
} cicu_argument;

typedef struct {
  // NULL takes ICU's own for the locale.
  const char *_Nullable decimal;
  const char *_Nullable group;
  const char *_Nullable minus;
  // Digits before the first separator of groups: 0 for the locale's, else 1 or 2.
  int minimum_grouping;
} cicu_number_rules;

enum { CICU_SIGN_NEGATIVE = 0, CICU_SIGN_EXCEPT_ZERO = 1 };

void cicu_free(char *_Nullable text);

char *_Nullable cicu_message(
    const char *_Nonnull locale, const char *_Nonnull pattern,
    const cicu_argument *_Nullable arguments, int count);

// NULL where the pattern is sound; otherwise what ICU found and after which text.
char *_Nullable cicu_message_fault(const char *_Nonnull locale, const char *_Nonnull pattern);

// The argument names of a pattern, sorted, each once, separated by line breaks.
char *_Nullable cicu_message_arguments(const char *_Nonnull pattern);

// Rounds half away from zero in decimal, after scaling by ten to the power.
char *_Nullable cicu_number(
    const char *_Nonnull locale, cicu_number_rules rules, double value, int decimals,
    int power_of_ten, int sign, int with_percent_sign);

char *_Nullable cicu_plural_category(
    const char *_Nonnull locale, double value, int decimals);

char *_Nullable cicu_list(
    const char *_Nonnull locale, const char *_Nonnull const *_Nonnull items, int count);

// The month's name as it stands in a date; month 1…12.
char *_Nullable cicu_month(const char *_Nonnull locale, int month);

// Below zero, zero or above; bytes decide where the language does not.
int cicu_compare(
    const char *_Nonnull locale, const char *_Nonnull a, const char *_Nonnull b);

#ifdef __cplusplus
}
#endif
