/**
 * Gives the receiving sections of an offer the ids `a0`, `a1`, … and `v0`, `v1`, …, by which a server that announces no SSRCs
 * can say which of them a packet is for. Browsers keep an id for good, so later offers have them already.
 */
export function withMids(sdp: string): string {
  const [session = '', ...sections] = sdp.split(/^(?=m=)/m)
  const count = { audio: 0, video: 0 }
  const renamed = new Map<string, string>()
  const named = sections.map((section) => {
    const kind = section.startsWith('m=audio ') ? 'audio' : section.startsWith('m=video ') ? 'video' : null
    const mid = /^a=mid:(\S+)/m.exec(section)?.[1]
    if (kind === null || mid === undefined || !/^a=recvonly\s*$/m.test(section)) return section
    const name = `${kind === 'audio' ? 'a' : 'v'}${count[kind]++}`
    renamed.set(mid, name)
    return section.replace(/^a=mid:\S+/m, `a=mid:${name}`)
  })
  const grouped = session.replace(
    /^(a=group:BUNDLE)(.*)$/m,
    (_, group: string, mids: string) =>
      [
        group,
        ...mids
          .split(' ')
          .slice(1)
          .map((mid) => renamed.get(mid.trim()) ?? mid.trim())
      ].join(' ') + (mids.endsWith('\r') ? '\r' : '')
  )
  return grouped + named.join('')
}
