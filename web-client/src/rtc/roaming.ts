/** Frames that connections live in, each until its connection is dropped. */
const frames = new WeakMap<RTCPeerConnection, HTMLIFrameElement>()

/**
 * A connection. A roaming one outlives the address it began with.
 *
 * Chromium binds the sockets of a page that may use a camera to the addresses of the moment. When such an address goes, the
 * sockets are dead, and new ones are made two seconds later at the earliest. Where no device may be used, it leaves the
 * address to the system, which chooses for each packet. So a roaming connection is made in a frame that may use none; tracks
 * go over the frame's border like any object. Other browsers make an ordinary one.
 */
export function makePeer(configuration: RTCConfiguration, roaming: boolean): RTCPeerConnection {
  const frame = roaming && 'userAgentData' in globalThis.navigator ? deviceless() : null
  const Peer = (frame?.contentWindow as (Window & typeof globalThis) | null | undefined)?.RTCPeerConnection
  if (frame === null || Peer === undefined) return new RTCPeerConnection(configuration)
  const peer = new Peer(configuration)
  frames.set(peer, frame)
  return peer
}

/** Ends a connection, and the frame that it may live in. */
export function dropPeer(peer: RTCPeerConnection): void {
  peer.close()
  frames.get(peer)?.remove()
}

function deviceless(): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.allow = "camera 'none'; microphone 'none'; display-capture 'none'"
  frame.hidden = true
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  document.body.append(frame)
  return frame
}
