// 法人番号: 13 digits, check digit first (fact sheet §13).

/** check = 9 − (Σ Pn·Qn mod 9), P1 the rightmost of twelve digits, Q 1 for odd n and 2 for even n. */
const checkDigit = (base: string): number =>
  9 - ([...base].reverse().reduce((n, digit, i) => n + Number(digit) * (i % 2 === 0 ? 1 : 2), 0) % 9);

export const isCorporateNumber = (text: string): boolean => /^\d{13}$/.test(text) && Number(text[0]) === checkDigit(text.slice(1));

/** From a registered company's 12-digit 会社法人等番号. Other bodies get their base number another way. */
export const corporateNumberOf = (registryNumber: string): string => `${checkDigit(registryNumber)}${registryNumber}`;
