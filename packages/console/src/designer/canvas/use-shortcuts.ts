import { useEffect, useEffectEvent, type RefObject } from 'react'
import { isTyping, isWriting } from '../../strip/strip.tsx'
import type { CanvasActions } from './canvas-context.ts'
import { laneBeside } from './lanes.ts'

export interface ShortcutTargets {
  root: RefObject<HTMLElement | null>
  actions: CanvasActions
  /** Path of the card with the focus, else of the open one. */
  current: () => string | null
  /** What belongs to the chosen cards is done to these. */
  chosen: () => readonly string[]
  showShortcuts: () => void
  openWrap: () => void
  /** Goes to the next card and chooses it, too. */
  extend: (from: string, by: -1 | 1) => void
  /** Closes what is open, and chooses nothing. */
  escape: () => void
}

/** The keys of the designer. Those of the strip (arrows, zoom, folding) stay its own. */
export function useShortcuts(targets: ShortcutTargets): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event) || isInDialog(event)) return
    const act = actionOf(event, targets)
    if (act === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    act()
  })
  // The browser's own events bring the clipboard along, wherever the page is served from.
  const onCopyOrPaste = useEffectEvent((event: ClipboardEvent) => {
    const { root, actions, current, chosen } = targets
    const { clipboardData } = event
    // Without a selection of text the event is about the page; what it means is the card with the focus.
    const focused = document.activeElement
    const isInside = root.current?.contains(focused) === true && !isWriting(focused)
    const path = current()
    if (!isInside || clipboardData === null || path === null) return
    if (event.type === 'paste') {
      event.preventDefault()
      return actions.pasteText(clipboardData.getData('text/plain'), gapBeside(path, 'behind'))
    }
    if (window.getSelection()?.isCollapsed === false) return
    const mode = event.type === 'cut' ? 'cut' : 'copy'
    const text = actions.textOf(chosen(), mode)
    if (text === null) return
    event.preventDefault()
    clipboardData.setData('text/plain', text)
    if (mode === 'cut') actions.remove(chosen())
  })
  useEffect(() => {
    // On the window: undo has to work wherever the focus went when a card disappeared.
    const listen = (event: KeyboardEvent) => onKey(event)
    const onClipboard = (event: ClipboardEvent) => onCopyOrPaste(event)
    window.addEventListener('keydown', listen, { capture: true })
    for (const name of clipboardEvents) window.addEventListener(name, onClipboard)
    return () => {
      window.removeEventListener('keydown', listen, { capture: true })
      for (const name of clipboardEvents) window.removeEventListener(name, onClipboard)
    }
  }, [])
}

const clipboardEvents = ['copy', 'cut', 'paste'] as const

function isInDialog({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null
}

function actionOf(event: KeyboardEvent, targets: ShortcutTargets): (() => void) | undefined {
  const { root, actions, current, chosen, showShortcuts, openWrap, extend, escape } = targets
  const { key, shiftKey, altKey } = event
  const isCommand = event.ctrlKey || event.metaKey
  const letter = key.toLowerCase()
  if (isCommand && letter === 'z') return shiftKey ? actions.redo : actions.undo
  if (isCommand && letter === 'y') return actions.redo
  const isInside = event.target instanceof Node && root.current?.contains(event.target) === true
  if (key === '?' && !isCommand) return showShortcuts
  if (!isInside) return undefined
  if (key === 'Escape') return escape
  const lane = altKey ? laneMoveOf(event, actions) : undefined
  if (lane !== undefined) return lane
  const path = current()
  if (path === null) return undefined
  const title = event.target instanceof HTMLElement && event.target.dataset['card'] !== undefined
  if (isCommand) {
    if (letter === 'd') return () => actions.duplicate(chosen())
    return undefined
  }
  if (altKey) {
    const directions = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const
    const direction = Object.entries(directions).find(([name]) => name === key)?.[1]
    return direction === undefined ? undefined : () => actions.nudge(direction)
  }
  if (title && shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight'))
    return () => extend(path, key === 'ArrowLeft' ? -1 : 1)
  if (key === '/') return () => root.current?.querySelector<HTMLInputElement>('[data-flow-search]')?.focus()
  if (letter === 'a') return () => actions.openPalette(gapBeside(path, shiftKey ? 'before' : 'behind'))
  if (letter === 'w' && !shiftKey) return openWrap
  if (title && (key === 'Delete' || key === 'Backspace')) return () => actions.remove(chosen())
  return undefined
}

/** Alt and an arrow on the name of a lane move the lane; the focus goes along. */
function laneMoveOf({ key, target }: KeyboardEvent, actions: CanvasActions): (() => void) | undefined {
  const by = { ArrowUp: -1, ArrowDown: 1 }[key]
  const handle = target instanceof Element ? target.closest('[data-lane-handle]') : null
  const element = handle?.closest<HTMLElement>('[data-lane]')
  if (by === undefined || element === null || element === undefined) return undefined
  const { container = '', lane = '' } = element.dataset
  return () => {
    if (!actions.moveLane(container, lane, by)) return
    const now = `[data-container="${CSS.escape(container)}"][data-lane="${laneBeside(lane, by)}"]`
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`${now} > * > [data-lane-handle]`)?.focus({ preventScroll: true }),
    )
  }
}

/** The gap before or behind a card; behind the trigger begins the outermost list. */
export function gapBeside(path: string, side: 'before' | 'behind'): { list: string; at: number } {
  const [, list, at] = /^(.*)\[(\d+)\]$/.exec(path) ?? []
  if (list === undefined) return { list: 'steps', at: 0 }
  return { list, at: Number(at) + (side === 'before' ? 0 : 1) }
}
