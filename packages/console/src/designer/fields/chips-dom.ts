import type { Part } from './template-parts.ts'

/** What copying chips puts on the clipboard beside plain text, so that pasting brings chips back and nothing else does. */
export const partsFormat = 'application/x-keyway-text'

const chipName = 'data-reference'

/** How a chip looks: made by hand, because React does not draw what a person edits. */
export interface ChipLook {
  className: string
  labelOf: (reference: string) => string
}

/** Draws parts into an editable element, in the place of what was there. */
export function drawParts(element: HTMLElement, parts: readonly Part[], look: ChipLook): void {
  element.replaceChildren(...nodesOf(parts, look))
  keepEnd(element)
}

/** A break at the very end lets the caret stand on a last, empty line; it is nothing that was written. */
export function keepEnd(element: HTMLElement): void {
  // One that something was put behind would be an empty line.
  for (const node of element.querySelectorAll('br')) if (node !== element.lastChild) node.remove()
  if (!(element.lastChild instanceof HTMLBRElement)) element.append(document.createElement('br'))
  element.dataset['empty'] = String(readParts(element).length === 0)
}

function nodesOf(parts: readonly Part[], look: ChipLook): Node[] {
  const nodes = parts.map((part) =>
    'text' in part ? document.createTextNode(part.text) : chip(part.reference, look),
  )
  // Behind a chip at the end there must be something that the caret can stand in.
  return nodes.at(-1) instanceof HTMLElement ? [...nodes, document.createTextNode('')] : nodes
}

function chip(reference: string, { className, labelOf }: ChipLook): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.contentEditable = 'false'
  element.setAttribute(chipName, reference)
  element.title = reference
  element.textContent = labelOf(reference)
  return element
}

/**
 * What an editable element holds: text as text, chips as references, whatever else a browser put there as its text. Line
 * breaks are characters: elements that break lines are the browser's own props. */
export function readParts(root: Node): Part[] {
  const parts: Part[] = []
  for (const node of root.childNodes) {
    if (node instanceof HTMLElement) {
      const reference = node.getAttribute(chipName)
      if (reference !== null) parts.push({ reference })
      else parts.push(...readParts(node))
    } else if (node.textContent !== null && node.textContent !== '') parts.push({ text: node.textContent })
  }
  return parts
}

/** Where the caret is in an element; its end where it is elsewhere. */
export function caretIn(element: HTMLElement): Range {
  const selection = document.getSelection()
  const range = selection !== null && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined
  if (range !== undefined && element.contains(range.commonAncestorContainer)) return range.cloneRange()
  const end = document.createRange()
  end.selectNodeContents(element)
  end.collapse(false)
  return end
}

/** Puts parts in the place of what a range covers, and the caret behind them. */
export function insertParts(range: Range, parts: readonly Part[], look: ChipLook): void {
  range.deleteContents()
  const nodes = nodesOf(parts, look)
  const last = nodes.at(-1)
  if (last === undefined) return
  const fragment = document.createDocumentFragment()
  fragment.append(...nodes)
  range.insertNode(fragment)
  const selection = document.getSelection()
  const behind = document.createRange()
  behind.setStartAfter(last)
  behind.collapse(true)
  selection?.removeAllRanges()
  selection?.addRange(behind)
}

/** The chip that an event is about, if it is about one. */
export function chipAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(`[${chipName}]`) : null
}

/** Parts that were copied from a text with chips; undefined for any other clipboard. */
export function copiedParts(data: DataTransfer): Part[] | undefined {
  const text = data.getData(partsFormat)
  if (text === '') return undefined
  try {
    const found: unknown = JSON.parse(text)
    return Array.isArray(found) && found.every(isPart) ? found : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isPart(part: unknown): part is Part {
  if (typeof part !== 'object' || part === null) return false
  return (
    ('text' in part && typeof part.text === 'string') ||
    ('reference' in part && typeof part.reference === 'string')
  )
}
