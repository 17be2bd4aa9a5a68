import { useCallback, useEffect, useState, type RefObject } from 'react'

const smallest = 0.2
const largest = 1.5
const step = 1.2

/** Zoom of the strip: buttons, keys, and Ctrl or ⌘ with the wheel. */
export function useZoom(scroll: RefObject<HTMLElement | null>, canvas: RefObject<HTMLElement | null>) {
  const [zoom, setZoom] = useState(1)
  const change = useCallback(
    (edit: (zoom: number) => number) => setZoom((now) => Math.min(largest, Math.max(smallest, edit(now)))),
    [],
  )

  useEffect(() => {
    const element = scroll.current
    if (element === null) return
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      change((now) => now * (event.deltaY < 0 ? 1.08 : 1 / 1.08))
    }
    // React's own wheel listener is passive and could not keep the page from zooming.
    element.addEventListener('wheel', onWheel, { passive: false })
    return () => element.removeEventListener('wheel', onWheel)
  }, [scroll, change])

  const fit = () => {
    const [frame, content] = [scroll.current, canvas.current?.firstElementChild]
    if (frame === null || !(content instanceof HTMLElement)) return
    const natural = content.getBoundingClientRect()
    const scale = Math.min(
      (frame.clientWidth - 48) / (natural.width / zoom),
      (frame.clientHeight - 62) / (natural.height / zoom),
    )
    change(() => Math.min(1, scale))
    frame.scrollTo({ left: 0, top: 0 })
  }

  return { zoom, zoomIn: () => change((now) => now * step), zoomOut: () => change((now) => now / step), fit }
}
