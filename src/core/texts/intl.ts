/**
 * Formatters by their locale and options, made once: making one takes longer than a request has, and up to a megabyte
 * outside of the engine's heap that a server at rest would keep (docs/decisions/0211). Locales and options come from our
 * own code and from agreed time zones, so that there are few.
 */
const made = new Map<string, unknown>();

function keep<Options, Formatter>(
  Maker: { new (locale: string, options: Options): Formatter },
  locale: string,
  options: Options,
): Formatter {
  const key = `${Maker.name} ${locale} ${JSON.stringify(options)}`;
  let formatter = made.get(key) as Formatter | undefined;
  if (!formatter) {
    formatter = new Maker(locale, options);
    made.set(key, formatter);
  }
  return formatter;
}

export const dateFormat = (locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  keep(Intl.DateTimeFormat, locale, options);
export const numberFormat = (locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  keep(Intl.NumberFormat, locale, options);
export const pluralRules = (locale: string, options: Intl.PluralRulesOptions): Intl.PluralRules =>
  keep(Intl.PluralRules, locale, options);
export const listFormat = (locale: string, options: Intl.ListFormatOptions): Intl.ListFormat =>
  keep(Intl.ListFormat, locale, options);
export const displayNames = (locale: string, options: Intl.DisplayNamesOptions): Intl.DisplayNames =>
  keep(Intl.DisplayNames, locale, options);
