import { useEffect, useEffectEvent, type RefObject } from 'react'
import { curve } from '../ui/graph/curve.ts'
import type { ValueAddress } from './address.ts'
import { rootOf } from './value-source.ts'

interface Shown {
  items: unknown
  zoom: number
  card: string | null
  value: ValueAddress | null
}

/** Elements that give a value and those that take it. */
interface Link {
  from: HTMLElement
  to: HTMLElement
}

/**
 * Lights where a value comes from and goes to: the pill under the pointer or with the focus, else the open one, with the
 * pills at the other ends, and lines between them. It writes attributes, so that no card is drawn again for it.
 */
export function useLighting(canvas: RefObject<HTMLElement | null>, shown: Shown): void {
  const openPill = useEffectEvent((): HTMLElement | null => {
    const { card, value } = shown
    if (canvas.current === null || card === null || value === null) return null
    return canvas.current.querySelector<HTMLElement>(
      `[data-of="${CSS.escape(card)}"][data-side="${value.side}"][data-key="${CSS.escape(value.key)}"]`,
    )
  })

  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    let at: HTMLElement | null = null
    const show = (pill: HTMLElement | null) => {
      if (pill === at) return
      at = pill
      light(element, pill)
    }
    const onOver = (event: Event) => show(pillOf(event.target) ?? openPill())
    const onLeave = () => show(openPill())
    element.addEventListener('pointerover', onOver)
    element.addEventListener('pointerleave', onLeave)
    element.addEventListener('focusin', onOver)
    return () => {
      element.removeEventListener('pointerover', onOver)
      element.removeEventListener('pointerleave', onLeave)
      element.removeEventListener('focusin', onOver)
    }
  }, [canvas])

  const { items, zoom, card, value } = shown
  useEffect(() => {
    if (canvas.current !== null) light(canvas.current, openPill())
  }, [canvas, items, zoom, card, value])
}

function pillOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-reference], [data-uses]') : null
}

function light(canvas: HTMLElement, pill: HTMLElement | null): void {
  for (const lit of canvas.querySelectorAll('[data-lit]')) lit.removeAttribute('data-lit')
  const links = pill === null ? [] : linksOf(canvas, pill)
  for (const { from, to } of links) {
    from.setAttribute('data-lit', 'from')
    to.setAttribute('data-lit', 'to')
  }
  drawWires(canvas, links)
}

function linksOf(canvas: HTMLElement, pill: HTMLElement): Link[] {
  const given = pill.dataset['reference']
  if (given !== undefined) {
    return [...canvas.querySelectorAll<HTMLElement>('[data-uses]')]
      .filter((user) => usesOf(user).some((used) => isWithin(used, given)))
      .map((user) => ({ from: pill, to: user }))
  }
  return usesOf(pill).flatMap((used) => {
    const from = giverOf(canvas, used)
    return from === undefined ? [] : [{ from, to: pill }]
  })
}

/** The output pill that a reference reads, or the card where that pill is not drawn. */
function giverOf(canvas: HTMLElement, used: string): HTMLElement | undefined {
  const pills = [...canvas.querySelectorAll<HTMLElement>('[data-reference]')].filter((pill) =>
    isWithin(used, pill.dataset['reference'] ?? ''),
  )
  const nearest = pills.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]
  return nearest ?? canvas.querySelector<HTMLElement>(`[data-id="${CSS.escape(rootOf(used))}"]`) ?? undefined
}

function lengthOf(pill: HTMLElement): number {
  return pill.dataset['reference']?.length ?? 0
}

function usesOf(element: HTMLElement): string[] {
  return (element.dataset['uses'] ?? '').split('\n').filter(Boolean)
}

/** Whether a reference reads a value or something inside of it. */
function isWithin(used: string, value: string): boolean {
  return used === value || used.startsWith(`${value}.`) || used.startsWith(`${value}[`)
}

const namespace = 'http://www.w3.org/2000/svg'

function drawWires(canvas: HTMLElement, links: readonly Link[]): void {
  const drawing = canvas.querySelector('[data-wires]')
  if (drawing === null) return
  const frame = canvas.getBoundingClientRect()
  const zoom = frame.width / canvas.offsetWidth
  drawing.replaceChildren(
    ...links.map(({ from, to }) => {
      const [a, b] = [boxOf(from), boxOf(to)]
      const start = { x: (a.right - frame.left) / zoom, y: ((a.top + a.bottom) / 2 - frame.top) / zoom }
      const end = { x: (b.left - frame.left) / zoom, y: ((b.top + b.bottom) / 2 - frame.top) / zoom }
      const path = document.createElementNS(namespace, 'path')
      path.setAttribute('d', curve(start, end))
      return path
    }),
  )
}

function boxOf(element: HTMLElement): DOMRect {
  return (element.querySelector('[data-box]') ?? element).getBoundingClientRect()
}
