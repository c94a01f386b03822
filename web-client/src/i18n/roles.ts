/**
 * The word for a role in a meeting. Of several with the same role the second is called `clerk-2`, and so on.
 *
 * @param word of a role; nothing when there is none. What a newer server calls somebody shows as it is.
 */
export function roleWord(label: string, word: (role: string) => string | undefined): string {
  const [, role = label, number] = /^(.+)-(\d+)$/.exec(label) ?? []
  const known = word(role)
  return known === undefined ? label : number === undefined ? known : `${known} ${number}`
}
