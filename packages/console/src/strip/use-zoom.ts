import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState, type RefObject } from 'react'

const smallest = 0.12
const largest = 1.5
const step = 1.2

export interface Zooming {
  zoom: number
  zoomIn: () => void
  zoomOut: () => void
  fit: () => void
}

/** A point that stays where it is while everything around it grows or shrinks. */
interface Anchor {
  /** In the window of the strip, in pixels. */
  x: number
  y: number
  /** What was there, without zoom. */
  left: number
  top: number
}

/** Zoom of the strip: buttons, keys, and Ctrl or ⌘ with the wheel, around the pointer. */
export function useZoom(
  scroll: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLElement | null>,
): Zooming {
  const [zoom, setZoom] = useState(1)
  const now = useRef(1)
  const anchor = useRef<Anchor | null>(null)
  const change = (factor: number, at?: { x: number; y: number }): void => {
    const frame = scroll.current
    const next = Math.min(largest, Math.max(smallest, now.current * factor))
    if (frame === null || next === now.current) return
    const { x, y } = at ?? { x: frame.clientWidth / 2, y: 0 }
    anchor.current = {
      x,
      y,
      left: (frame.scrollLeft + x) / now.current,
      top: (frame.scrollTop + y) / now.current,
    }
    now.current = next
    setZoom(next)
  }
  const onWheel = useEffectEvent((frame: HTMLElement, event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return
    event.preventDefault()
    const { left, top } = frame.getBoundingClientRect()
    change(event.deltaY < 0 ? 1.08 : 1 / 1.08, { x: event.clientX - left, y: event.clientY - top })
  })

  useLayoutEffect(() => {
    if (scroll.current === null || anchor.current === null) return
    const { x, y, left, top } = anchor.current
    anchor.current = null
    scroll.current.scrollTo({ left: left * zoom - x, top: top * zoom - y, behavior: 'instant' })
  }, [zoom, scroll])

  useEffect(() => {
    const element = scroll.current
    if (element === null) return
    const listen = (event: WheelEvent) => onWheel(element, event)
    // React's own wheel listener is passive and could not keep the page from zooming.
    element.addEventListener('wheel', listen, { passive: false })
    return () => element.removeEventListener('wheel', listen)
  }, [scroll])

  const fit = () => {
    const [frame, content] = [scroll.current, canvas.current?.firstElementChild]
    if (frame === null || !(content instanceof HTMLElement)) return
    const natural = content.getBoundingClientRect()
    const scale = Math.min(
      (frame.clientWidth - 48) / (natural.width / zoom),
      (frame.clientHeight - 62) / (natural.height / zoom),
    )
    change(Math.min(1, scale) / now.current)
    anchor.current = { x: 0, y: 0, left: 0, top: 0 }
    frame.scrollTo({ left: 0, top: 0 })
  }

  return { zoom, zoomIn: () => change(step), zoomOut: () => change(1 / step), fit }
}
