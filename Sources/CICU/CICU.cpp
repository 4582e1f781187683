#include "CICU.h"

#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include <unicode/coll.h>
#include <unicode/dcfmtsym.h>
#include <unicode/dtfmtsym.h>
#include <unicode/listformatter.h>
#include <unicode/messagepattern.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>

namespace {

char *copied(const std::string &text) {
  char *copy = static_cast<char *>(std::malloc(text.size() + 1));
  if (copy != nullptr) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}

char *copied(const icu::UnicodeString &text) {
  std::string bytes;
  text.toUTF8String(bytes);
  return copied(bytes);
}

icu::UnicodeString unicode(const char *text) { return icu::UnicodeString::fromUTF8(text); }

// Swift cannot catch what C++ throws, so allocation failures end here.
template <class Body>
char *guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return nullptr;
  }
}

const cicu_argument *number_named(
    const icu::UnicodeString &name, const cicu_argument *arguments, int count) {
  for (int i = 0; i < count; i++)
    if (arguments[i].is_number && name == unicode(arguments[i].name)) return arguments + i;
  return nullptr;
}

// MessageFormat prints `{n}`, `{n, number}` and `#` by the locale's own number format and offers
// no way to set another. They become text arguments here, so that a number inside a sentence looks
// like the same number in a table. A plural offset makes `#` another number: that is left to ICU.
icu::UnicodeString with_own_numbers(
    const icu::MessagePattern &pattern, const cicu_argument *arguments, int count) {
  struct Edit {
    int32_t start, limit;
    icu::UnicodeString text;
  };
  std::vector<Edit> edits;
  std::vector<icu::UnicodeString> open;
  std::vector<bool> shifted;
  for (int32_t i = 0; i < pattern.countParts(); i++) {
    const auto &part = pattern.getPart(i);
    switch (part.getType()) {
    case UMSGPAT_PART_TYPE_ARG_START: {
      const auto name = pattern.getSubstring(pattern.getPart(i + 1));
      const auto kind = part.getArgType();
      open.push_back(name);
      const bool plural = UMSGPAT_ARG_TYPE_HAS_PLURAL_STYLE(kind);
      shifted.push_back(plural && pattern.getPluralOffset(i + 2) != 0);
      const int32_t limit = pattern.getLimitPartIndex(i);
      // ARG_START, ARG_NAME, ARG_TYPE, ARG_LIMIT: a number without a style.
      const bool bare = kind == UMSGPAT_ARG_TYPE_NONE
          || (kind == UMSGPAT_ARG_TYPE_SIMPLE && limit == i + 3
              && pattern.partSubstringMatches(pattern.getPart(i + 2), u"number"));
      if (bare && number_named(name, arguments, count) != nullptr)
        edits.push_back(
            {part.getIndex(), pattern.getPart(limit).getLimit(), u"{" + name + u"__text}"});
      break;
    }
    case UMSGPAT_PART_TYPE_ARG_LIMIT:
      if (!open.empty()) {
        open.pop_back();
        shifted.pop_back();
      }
      break;
    case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
      if (!open.empty() && !shifted.back()
          && number_named(open.back(), arguments, count) != nullptr)
        edits.push_back({part.getIndex(), part.getLimit(), u"{" + open.back() + u"__text}"});
      break;
    default:
      break;
    }
  }
  icu::UnicodeString text = pattern.getPatternString();
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replaceBetween(edit->start, edit->limit, edit->text);
  return text;
}

}  // namespace

extern "C" {

void cicu_free(char *text) { std::free(text); }

char *cicu_message(
    const char *locale, const char *pattern, const cicu_argument *arguments, int count) {
  return guarded([&]() -> char * {
    UErrorCode status = U_ZERO_ERROR;
    UParseError parse;
    const icu::MessagePattern parts(unicode(pattern), &parse, status);
    if (U_FAILURE(status)) return nullptr;
    icu::MessageFormat format(
        with_own_numbers(parts, arguments, count), icu::Locale(locale), parse, status);
    if (U_FAILURE(status)) return nullptr;
    std::vector<icu::UnicodeString> names;
    std::vector<icu::Formattable> values;
    for (int i = 0; i < count; i++) {
      const auto &argument = arguments[i];
      names.push_back(unicode(argument.name));
      if (!argument.is_number) {
        values.emplace_back(unicode(argument.text));
        continue;
      }
      values.emplace_back(argument.number);
      names.push_back(unicode(argument.name) + u"__text");
      values.emplace_back(unicode(argument.text));
    }
    icu::UnicodeString out;
    format.format(
        names.data(), values.data(), static_cast<int32_t>(names.size()), out, status);
    return U_FAILURE(status) ? nullptr : copied(out);
  });
}

char *cicu_message_fault(const char *locale, const char *pattern) {
  return guarded([&]() -> char * {
    UErrorCode status = U_ZERO_ERROR;
    UParseError parse = {};
    const icu::MessageFormat format(unicode(pattern), icu::Locale(locale), parse, status);
    if (U_SUCCESS(status)) return nullptr;
    std::string fault = u_errorName(status);
    std::string before;
    icu::UnicodeString(parse.preContext).toUTF8String(before);
    if (!before.empty()) fault += " after \"" + before + "\"";
    return copied(fault);
  });
}

char *cicu_message_arguments(const char *pattern) {
  return guarded([&]() -> char * {
    UErrorCode status = U_ZERO_ERROR;
    const icu::MessagePattern parts(unicode(pattern), nullptr, status);
    if (U_FAILURE(status)) return nullptr;
    std::set<std::string> names;
    for (int32_t i = 0; i < parts.countParts(); i++) {
      const auto type = parts.getPartType(i);
      if (type != UMSGPAT_PART_TYPE_ARG_NAME && type != UMSGPAT_PART_TYPE_ARG_NUMBER) continue;
      std::string name;
      parts.getSubstring(parts.getPart(i)).toUTF8String(name);
      names.insert(name);
    }
    std::string joined;
    for (const auto &name : names) joined += (joined.empty() ? "" : "\n") + name;
    return copied(joined);
  });
}

char *cicu_number(
    const char *locale, cicu_number_rules rules, double value, int decimals, int power_of_ten,
    int sign, int with_percent_sign) {
  return guarded([&]() -> char * {
    namespace number = icu::number;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale place(locale);
    icu::DecimalFormatSymbols symbols(place, status);
    if (U_FAILURE(status)) return nullptr;
    using Symbols = icu::DecimalFormatSymbols;
    if (rules.decimal != nullptr)
      symbols.setSymbol(Symbols::kDecimalSeparatorSymbol, unicode(rules.decimal));
    if (rules.group != nullptr)
      symbols.setSymbol(Symbols::kGroupingSeparatorSymbol, unicode(rules.group));
    if (rules.minus != nullptr)
      symbols.setSymbol(Symbols::kMinusSignSymbol, unicode(rules.minus));
    auto format =
        number::NumberFormatter::withLocale(place)
            .symbols(symbols)
            .precision(number::Precision::fixedFraction(decimals))
            .roundingMode(UNUM_ROUND_HALFUP)
            .scale(number::Scale::powerOfTen(power_of_ten))
            .sign(sign == CICU_SIGN_EXCEPT_ZERO ? UNUM_SIGN_EXCEPT_ZERO : UNUM_SIGN_NEGATIVE)
            .grouping(
                rules.minimum_grouping == 0       ? UNUM_GROUPING_AUTO
                    : rules.minimum_grouping == 1 ? UNUM_GROUPING_THOUSANDS
                                                  : UNUM_GROUPING_MIN2);
    if (with_percent_sign) format = format.unit(icu::NoUnit::percent());
    const auto text = format.formatDouble(value, status).toString(status);
    return U_FAILURE(status) ? nullptr : copied(text);
  });
}

char *cicu_plural_category(const char *locale, double value, int decimals) {
  return guarded([&]() -> char * {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Locale place(locale);
    const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(place, status));
    if (U_FAILURE(status) || !rules) return nullptr;
    const auto shown = icu::number::NumberFormatter::withLocale(place)
                           .precision(icu::number::Precision::fixedFraction(decimals))
                           .roundingMode(UNUM_ROUND_HALFUP)
                           .formatDouble(value, status);
    const auto category = rules->select(shown, status);
    return U_FAILURE(status) ? nullptr : copied(category);
  });
}

char *cicu_list(const char *locale, const char *const *items, int count) {
  return guarded([&]() -> char * {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::ListFormatter> format(
        icu::ListFormatter::createInstance(icu::Locale(locale), status));
    if (U_FAILURE(status) || !format) return nullptr;
    std::vector<icu::UnicodeString> texts;
    for (int i = 0; i < count; i++) texts.push_back(unicode(items[i]));
    icu::UnicodeString out;
    format->format(texts.data(), count, out, status);
    return U_FAILURE(status) ? nullptr : copied(out);
  });
}

char *cicu_month(const char *locale, int month) {
  return guarded([&]() -> char * {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(locale), status);
    if (U_FAILURE(status)) return nullptr;
    int32_t count = 0;
    const auto *names = symbols.getMonths(
        count, icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::WIDE);
    return month < 1 || month > count ? nullptr : copied(names[month - 1]);
  });
}

int cicu_compare(const char *locale, const char *a, const char *b) {
  int order = 0;
  try {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Collator> collator(
        icu::Collator::createInstance(icu::Locale(locale), status));
    if (U_SUCCESS(status) && collator)
      order = static_cast<int>(collator->compareUTF8(a, b, status));
    if (U_FAILURE(status)) order = 0;
  } catch (...) {
    order = 0;
  }
  return order != 0 ? order : std::strcmp(a, b);
}

}  // extern "C"
