import { Product, type Options } from '../product'

/** Journeys run against one process, or, with `YIZHAN_SHAPE=split`, against three behind a proxy with Redis. */
export const SPLIT = process.env.YIZHAN_SHAPE === 'split'

/**
 * A product of the journey's own. `YIZHAN_ORIGIN` names one that runs already, for whoever tries a journey over and over.
 */
export function startProduct(options: Options = {}): Promise<Product> {
  return process.env.YIZHAN_ORIGIN
    ? Promise.resolve(Product.running(process.env.YIZHAN_ORIGIN))
    : Product.begin({ ...options, split: SPLIT })
}
