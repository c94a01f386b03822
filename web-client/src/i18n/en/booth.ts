import type zh from '../zh-CN/booth'

export default {
  brand: 'Yizhan · Video counter'
} satisfies Record<keyof typeof zh, string>
