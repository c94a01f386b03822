import { useQuery } from '@tanstack/vue-query'
import { api, got, keyed, type Line, told } from '@/api/client'

export type Item = Line<'/api/catalogue/items'>
export type Group = Line<'/api/catalogue/groups'>
export type Release = Line<'/api/catalogue/releases'>

const FRESH_MS = 300_000

export const catalogue = {
  items: async () => got(api.GET('/api/catalogue/items')),
  groups: async () => got(api.GET('/api/catalogue/groups')),
  releases: async () => got(api.GET('/api/catalogue/releases')),
  /** The server says at once what is wrong with the file, with its line. */
  handIn: async (file: string, yaml: string) =>
    told<Release>(api.POST('/api/catalogue/releases', { params: keyed(), body: { file, yaml } })),
  changes: async (id: string) => got(api.GET('/api/catalogue/releases/{id}/changes', { params: { path: { id } } })),
  publish: async (id: string) =>
    got(api.POST('/api/catalogue/releases/{id}/publication', { params: { path: { id }, ...keyed() } })),
  withdraw: async (id: string) => got(api.DELETE('/api/catalogue/releases/{id}', { params: { path: { id } } }))
}

export function useCatalogue() {
  const items = useQuery({ queryKey: ['catalogue', 'items'], queryFn: catalogue.items, staleTime: FRESH_MS })
  const groups = useQuery({ queryKey: ['catalogue', 'groups'], queryFn: catalogue.groups, staleTime: FRESH_MS })
  return { items, groups }
}

/** Items in the order of their groups; what belongs to no group comes last. */
export function grouped(items: readonly Item[], groups: readonly Group[], words: string) {
  const wanted = words.trim().toLowerCase()
  const fits = (it: Item) =>
    [it.name, it.nameEn, it.code, it.summary, it.summaryEn].some((text) => text.toLowerCase().includes(wanted))
  const known = new Set(groups.map((it) => it.id))
  const rest = { id: '', name: '', nameEn: '' }
  return [...groups, rest]
    .map((group) => ({
      ...group,
      items: items.filter((it) => (group.id === '' ? !known.has(it.group) : it.group === group.id) && fits(it))
    }))
    .filter((group) => group.items.length > 0)
}
