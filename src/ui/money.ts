/** US dollars as people read them: two digits, and more where there would be nothing but zeros. */
export function dollars(amount: number): string {
  if (amount === 0) return '$0.00';
  if (amount < 0.00005) return '<$0.0001';
  return `$${amount.toFixed(amount < 0.1 ? 4 : 2)}`;
}
