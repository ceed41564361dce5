/** Digits as they are typed on any keyboard, with or without gaps. */
export const typedDigits = (typed: string): string =>
  typed
    .normalize("NFKD")
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15))
    .replaceAll(/\D/g, "");
