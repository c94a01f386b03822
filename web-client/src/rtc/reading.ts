import type { PathSample } from './peerState'
import type { Passage } from './playout'

/** What a path was, and how many bits a second it is thought to carry upwards; 0 when the browser does not say. */
export function readPath(report: RTCStatsReport, at: number): (PathSample & { readonly available: number }) | null {
  const pair = selectedPair(report)
  if (pair === null) return null
  const count = (name: string) => (typeof pair[name] === 'number' ? pair[name] : 0)
  return {
    at,
    from: typeof pair.localCandidateId === 'string' ? pair.localCandidateId : '',
    bytesReceived: count('bytesReceived'),
    checksSent: count('requestsSent') + count('consentRequestsSent'),
    checksAnswered: count('responsesReceived'),
    available: count('availableOutgoingBitrate')
  }
}

/** What the pictures went through that came by this connection. */
export function readPassage(report: RTCStatsReport, at: number): Passage {
  const pictures = [...(report.values() as Iterable<Record<string, unknown>>)].filter(
    ({ type, kind }) => type === 'inbound-rtp' && kind === 'video'
  )
  const sum = (name: string) => pictures.reduce((all, { [name]: value }) => all + (Number(value) || 0), 0)
  const roundTrip = Number(selectedPair(report)?.currentRoundTripTime) || 0
  return {
    at,
    packets: sum('packetsReceived'),
    asked: sum('nackCount'),
    freezes: sum('freezeCount'),
    roundTripMs: roundTrip * 1_000
  }
}

/** The pair of addresses that is in use, however it fares; a browser that does not say which has nominated one. */
function selectedPair(report: RTCStatsReport): Readonly<Record<string, unknown>> | null {
  const stats = [...(report.values() as Iterable<Record<string, unknown>>)]
  const selected = stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId
  return (
    stats.find(({ type, id }) => type === 'candidate-pair' && id === selected) ??
    stats.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated === true && state !== 'failed') ??
    null
  )
}
