import { Product, type Options } from '../product'

/** Journeys run against one process, or, with `YIZHAN_SHAPE=split`, against three behind a proxy with Redis. */
export const SPLIT = process.env.YIZHAN_SHAPE === 'split'

export function startProduct(options: Options = {}): Promise<Product> {
  return Product.begin({ ...options, split: SPLIT })
}
