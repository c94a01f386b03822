import { expect, it } from 'vitest'
import { HeardLevels } from './HeardLevels'

const receiving = (...sources: readonly { timestamp: number; audioLevel?: number }[]) => ({
  receiver: { getSynchronizationSources: () => sources } as unknown as RTCRtpReceiver
})

it('gives the level of each, and nothing of what came before', () => {
  const heard = new HeardLevels()
  expect(heard.look([receiving({ timestamp: 1, audioLevel: 0.5 }), receiving()])).toEqual([0.5, 0])
  expect(heard.look([receiving({ timestamp: 1, audioLevel: 0.5 }), receiving({ timestamp: 7 })])).toEqual([0, 0])
  expect(
    heard.look([receiving({ timestamp: 2, audioLevel: 0.4 }), receiving({ timestamp: 8, audioLevel: 1 })])
  ).toEqual([0.4, 1])
  expect(heard.look()).toEqual([])
})
