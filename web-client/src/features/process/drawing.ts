const SVG = 'http://www.w3.org/2000/svg'
/** How far the mark stands off its box, and its word above that, in pixels. */
const OFF = 5
const ABOVE = 12

/** The drawing of a process, with a red ring and a word at the steps that are marked; undefined when it is no drawing. */
export function drawingOf(text: string, marked: readonly string[], word: string): Element | undefined {
  const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  if (root.namespaceURI !== SVG || root.localName !== 'svg') return undefined
  const drawing = document.importNode(root, true)
  for (const step of drawing.querySelectorAll('[data-step]')) {
    const box = step.querySelector('rect')
    if (box && marked.includes(step.getAttribute('data-step') ?? '')) mark(step, box, word)
  }
  return drawing
}

function mark(step: Element, box: Element, word: string) {
  const side = (name: string) => Number(box.getAttribute(name))
  const ring = box.cloneNode() as Element
  ring.setAttribute('class', 'here')
  ring.setAttribute('x', String(side('x') - OFF))
  ring.setAttribute('y', String(side('y') - OFF))
  ring.setAttribute('width', String(side('width') + 2 * OFF))
  ring.setAttribute('height', String(side('height') + 2 * OFF))
  // At the corner: what leads to the step comes in at its middle.
  const said = document.createElementNS(SVG, 'text')
  said.setAttribute('class', 'here-word')
  said.setAttribute('x', String(side('x')))
  said.setAttribute('y', String(side('y') - ABOVE))
  said.textContent = word
  step.append(ring, said)
}
