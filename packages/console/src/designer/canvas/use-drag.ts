import { useEffect, useEffectEvent, type RefObject } from 'react'
import type { Flow } from '@keyway/engine'
import { canvasTexts } from '../../texts/canvas.ts'
import { acceptance } from './acceptance.ts'
import type { CanvasActions } from './canvas-context.ts'
import classes from './canvas.module.css'
import {
  draggedFrom,
  gapAt,
  inputAt,
  inputOf,
  laneAt,
  toKind,
  type Dragged,
  type DropTarget,
} from './dragging.ts'

/** Pressing without moving so far is a click. */
const slack = 5
/** Near an edge of the window, the strip moves along. */
const edge = 56
const fastest = 22

export interface DragTargets {
  /** Palette and strip. */
  root: RefObject<HTMLElement | null>
  flow: Flow
  actions: CanvasActions
  takeEntry: (key: string, gap: { list: string; at: number }) => void
}

/** One drag from when it is more than a press until it is let go. */
interface Drag {
  dragged: Dragged
  ghost: HTMLElement
  label: string
  target: DropTarget | undefined
  x: number
  y: number
}

/**
 * Dragging with the mouse or a pen: cards and what the palette offers go between cards, outputs onto inputs, lanes to the
 * place of others. While it
 * lasts only attributes of elements change, so that nothing is drawn again.
 */
export function useDrag({ root, flow, actions, takeEntry }: DragTargets): void {
  const begin = useEffectEvent((dragged: Dragged, label: string): Drag => {
    const element = root.current
    const paths = dragged.kind === 'steps' ? actions.chosenWith(dragged.paths[0] ?? '') : []
    const whole: Dragged = dragged.kind === 'steps' ? { kind: 'steps', paths } : dragged
    if (element !== null) {
      element.setAttribute('data-dragging', whole.kind)
      for (const path of paths) movingItem(element, path)?.setAttribute('data-moving', '')
      if (whole.kind === 'output') markInputs(element, { flow, dragged: whole })
    }
    const title = paths.length === 1 ? titleOf(element, paths[0] ?? '') : canvasTexts.drag.steps(paths.length)
    return {
      dragged: whole,
      ghost: showGhost(element ?? document.body),
      label: label === '' ? title : label,
      target: undefined,
      x: 0,
      y: 0,
    }
  })
  const drop = useEffectEvent(({ dragged, target }: Drag) => {
    if (target === undefined) return
    if (target.kind === 'input') {
      if (dragged.kind === 'output' && target.element.dataset['accept'] === 'yes')
        actions.connect(dragged.reference, target.input)
    } else if (target.kind === 'lane') {
      if (dragged.kind === 'lane') actions.moveLane(dragged.path, dragged.lane, target.by)
    } else if (dragged.kind === 'steps') actions.move(dragged.paths, target.gap)
    else if (dragged.kind === 'entry') takeEntry(dragged.key, target.gap)
  })

  useEffect(() => {
    const element = root.current
    if (element === null) return
    let pressed: { dragged: Dragged; label: string; x: number; y: number } | undefined
    let drag: Drag | undefined
    let frame = 0

    const end = (isDropped: boolean) => {
      cancelAnimationFrame(frame)
      const done = drag
      pressed = undefined
      drag = undefined
      if (done === undefined) return
      if (isDropped) drop(done)
      clean(element, done)
      // The press that began the drag is no click of what is under the pointer now.
      const swallow = (event: Event) => event.stopPropagation()
      window.addEventListener('click', swallow, { capture: true, once: true })
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
    }
    const onDown = (event: PointerEvent) => {
      if (
        event.button !== 0 ||
        event.pointerType === 'touch' ||
        event.shiftKey ||
        event.ctrlKey ||
        event.metaKey
      )
        return
      const found = event.target instanceof Element ? draggedFrom(event.target) : undefined
      if (found !== undefined) pressed = { ...found, x: event.clientX, y: event.clientY }
    }
    const onMove = (event: PointerEvent) => {
      if (pressed === undefined) return
      if (drag === undefined) {
        if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < slack) return
        drag = begin(pressed.dragged, pressed.label)
        frame = requestAnimationFrame(scrollAlong)
      }
      event.preventDefault()
      drag.x = event.clientX
      drag.y = event.clientY
      follow(element, drag)
    }
    const scrollAlong = () => {
      if (drag === undefined) return
      const strip = stripOf(element)
      if (strip !== null && moveAlong(strip, drag)) follow(element, drag)
      frame = requestAnimationFrame(scrollAlong)
    }
    const onUp = () => end(true)
    const onCancel = () => end(false)
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || drag === undefined) return
      event.stopImmediatePropagation()
      end(false)
    }
    element.addEventListener('pointerdown', onDown)
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', onCancel)
    window.addEventListener('keydown', onKey, { capture: true })
    return () => {
      end(false)
      element.removeEventListener('pointerdown', onDown)
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', onCancel)
      window.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [root])
}

function stripOf(root: HTMLElement): HTMLElement | null {
  return root.querySelector<HTMLElement>('[data-strip-scroll]')
}

/** Puts the ghost under the pointer and finds what it is over. */
function follow(root: HTMLElement, drag: Drag): void {
  const { ghost, x, y } = drag
  const strip = stripOf(root)
  const box = strip?.getBoundingClientRect()
  const isOver = box !== undefined && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom
  const canvas = strip?.firstElementChild
  const target = isOver ? targetAt(canvas, drag) : undefined
  if (target?.element !== drag.target?.element) {
    drag.target?.element.removeAttribute('data-over')
    target?.element.setAttribute('data-over', '')
    drag.target = target
  }
  const reason = target?.kind === 'input' ? target.element.dataset['reason'] : undefined
  ghost.textContent = drag.label
  if (reason !== undefined) {
    const why = document.createElement('small')
    why.textContent = reason
    ghost.append(why)
  }
  ghost.dataset['refused'] = String(reason !== undefined)
  const left = Math.min(x + 12, window.innerWidth - ghost.offsetWidth - 8)
  ghost.style.transform = `translate(${left}px, ${y + 10}px)`
}

/** What is under the pointer, of what takes the thing that is dragged. */
function targetAt(canvas: Element | null | undefined, { dragged, x, y }: Drag): DropTarget | undefined {
  if (dragged.kind === 'output') return inputAt(x, y)
  if (dragged.kind === 'lane') return laneAt(x, y, dragged)
  return canvas instanceof HTMLElement ? gapAt(canvas, x, y) : undefined
}

/** Moves the strip when the pointer is at its edge. Returns whether it moved. */
function moveAlong(strip: HTMLElement, { x, y }: Drag): boolean {
  const { left, right, top, bottom } = strip.getBoundingClientRect()
  if (x < left - edge || x > right + edge || y < top || y > bottom) return false
  const by = { left: speed(left - x) - speed(x - right), top: speed(top - y) - speed(y - bottom) }
  if (by.left === 0 && by.top === 0) return false
  strip.scrollBy({ left: -by.left, top: -by.top, behavior: 'instant' })
  return true
}

/** Pixels for each frame, the more the nearer to the edge. */
function speed(beyond: number): number {
  return beyond < -edge ? 0 : Math.min(fastest, ((beyond + edge) / edge) * fastest)
}

function showGhost(root: HTMLElement): HTMLElement {
  const ghost = document.createElement('div')
  ghost.className = classes['ghost'] ?? ''
  root.append(ghost)
  return ghost
}

/** Says of each input whether it takes the output, and why not. */
function markInputs(
  root: HTMLElement,
  { flow, dragged }: { flow: Flow; dragged: Dragged & { kind: 'output' } },
): void {
  const { reference, path, valueKind } = dragged
  const whyNot = acceptance(flow, { reference, path, kind: valueKind })
  for (const pill of root.querySelectorAll<HTMLElement>('[data-input]')) {
    const reason = whyNot({ path: inputOf(pill).input.card, kind: toKind(pill.dataset['kind'] ?? 'any') })
    pill.dataset['accept'] = reason === null ? 'yes' : 'no'
    if (reason !== null) pill.dataset['reason'] = reason
  }
}

function clean(root: HTMLElement, { ghost, target }: Drag): void {
  ghost.remove()
  target?.element.removeAttribute('data-over')
  delete root.dataset['dragging']
  for (const moving of root.querySelectorAll('[data-moving]')) moving.removeAttribute('data-moving')
  for (const pill of root.querySelectorAll<HTMLElement>('[data-accept]')) {
    delete pill.dataset['accept']
    delete pill.dataset['reason']
  }
}

/** The item of a list that a card or a note is drawn in. */
function movingItem(root: HTMLElement, path: string): Element | undefined {
  return root.querySelector(`[data-path="${CSS.escape(path)}"]`)?.closest('li') ?? undefined
}

function titleOf(root: HTMLElement | null, path: string): string {
  return root?.querySelector(`[data-card="${CSS.escape(path)}"]`)?.textContent ?? ''
}
