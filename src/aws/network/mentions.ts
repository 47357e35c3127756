/** Every text of this form anywhere in AWS's answers: the ids that something refers to. */
export function mentions(value: unknown, form: RegExp, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === 'string') {
    if (form.test(value)) found.add(value);
  } else if (typeof value === 'object' && value !== null)
    for (const one of Object.values(value)) mentions(one, form, found);
  return found;
}
