// 法人番号: 13 digits, check digit first (fact sheet §13).

/** check = 9 − (Σ Pn·Qn mod 9), P1 the rightmost of twelve digits, Q 1 for odd n and 2 for even n. */
export function isCorporateNumber(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const digits = [...text].map(Number).reverse();
  const sum = digits.slice(0, 12).reduce((n, digit, i) => n + digit * (i % 2 === 0 ? 1 : 2), 0);
  return digits[12] === 9 - (sum % 9);
}
