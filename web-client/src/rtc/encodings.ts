import type { SourceKind } from '@/protocol'

/** How each picture is encoded. Faces may lose sharpness before fluency; papers never lose sharpness. */
const ENCODINGS: { readonly [K in SourceKind]: RTCRtpEncodingParameters | null } = {
  microphone: null,
  camera: { maxBitrate: 2_500_000, maxFramerate: 30 },
  document: { maxBitrate: 2_500_000, maxFramerate: 15, priority: 'high' },
  screen: { maxBitrate: 2_500_000, maxFramerate: 15, priority: 'high' }
}

/** The camera once more, small: for whoever sees it over a line too thin for the whole, while others see the whole. */
const SMALL: RTCRtpEncodingParameters = { maxBitrate: 200_000, maxFramerate: 15, scaleResolutionDownBy: 4 }

const WHOLE_RID = 'h'
const SMALL_RID = 'l'

/** What a source may take of the line, bits a second; 0: it is not worth speaking of. */
export const allowedTo = (source: SourceKind): number => ENCODINGS[source]?.maxBitrate ?? 0

/**
 * What a source is offered in.
 *
 * @param layered the camera may be sent in two layers at once (RFC 8853), the best first; the small one rests until
 *   {@link sendSmall}
 */
export function encodingsOf(source: SourceKind, layered: boolean): RTCRtpEncodingParameters[] {
  const whole = ENCODINGS[source]
  if (whole === null) return []
  if (source !== 'camera' || !layered) return [whole]
  return [
    { ...whole, rid: WHOLE_RID },
    { ...SMALL, rid: SMALL_RID, active: false }
  ]
}

/** Sends the small layer, too, or lets it rest; nothing where the other side takes one layer only. */
export async function sendSmall(sender: RTCRtpSender, on: boolean): Promise<void> {
  const parameters = sender.getParameters()
  const small = parameters.encodings.find(({ rid }) => rid === SMALL_RID)
  if (small === undefined || small.active === on) return
  small.active = on
  await sender.setParameters(parameters)
}

/** Allows a source another bitrate by one kilobit, by turns more and less: a browser measures its line again for that. */
export async function allowOther(sender: RTCRtpSender, source: SourceKind): Promise<void> {
  const parameters = sender.getParameters()
  const [whole] = parameters.encodings
  if (whole === undefined) return
  const allowed = allowedTo(source)
  whole.maxBitrate = whole.maxBitrate === allowed ? allowed + 1_000 : allowed
  await sender.setParameters(parameters)
}
