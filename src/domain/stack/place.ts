/** Where a stack is, by its id: `arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID`. */
export function placeOf({ id }: { id: string }): { region: string; account: string } {
  const [, , , region = '', account = ''] = id.split(':');
  return { region, account };
}
