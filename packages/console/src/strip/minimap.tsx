import { useEffect, useEffectEvent, useRef, useState, type PointerEvent, type RefObject } from 'react'
import classes from './strip.module.css'

interface Box {
  x: number
  y: number
  width: number
  height: number
}

interface Picture {
  width: number
  height: number
  cards: (Box & { path: string; status: string | undefined })[]
  lanes: Box[]
}

/** The strip is worth a map when it is so many times as wide as its window. */
const worthIt = 1.6
const mapWidth = 210
const mapHeight = 96

export interface MinimapProps {
  scroll: RefObject<HTMLElement | null>
  canvas: RefObject<HTMLElement | null>
  zoom: number
  onChoose: (path: string) => void
}

/** The whole strip in small, with the part that is in view; drag it to look elsewhere. For the mouse: keys have arrows. */
export function Minimap({ scroll, canvas, zoom }: MinimapProps) {
  const [picture, setPicture] = useState<Picture | null>(null)
  const view = useRef<SVGRectElement>(null)
  const scale = picture === null ? 1 : Math.min(mapWidth / picture.width, mapHeight / picture.height)

  const follow = useEffectEvent(() => {
    const frame = scroll.current
    if (frame === null || view.current === null) return
    const per = scale / zoom
    view.current.setAttribute('x', String(frame.scrollLeft * per))
    view.current.setAttribute('y', String(frame.scrollTop * per))
    view.current.setAttribute('width', String(Math.min(frame.clientWidth * per, mapWidth)))
    view.current.setAttribute('height', String(frame.clientHeight * per))
  })

  useEffect(() => {
    const [frame, content] = [scroll.current, canvas.current]
    if (frame === null || content === null) return
    let asked = 0
    const look = () => {
      cancelAnimationFrame(asked)
      asked = requestAnimationFrame(() => setPicture(draw(frame, content)))
    }
    // Whatever is inserted, folded or painted changes the size or an attribute of something in the strip.
    const sizes = new ResizeObserver(look)
    sizes.observe(content)
    sizes.observe(frame)
    const marks = new MutationObserver(look)
    marks.observe(content, { subtree: true, attributes: true, attributeFilter: ['data-status', 'data-path'] })
    const onScroll = () => follow()
    frame.addEventListener('scroll', onScroll, { passive: true })
    return () => {
      cancelAnimationFrame(asked)
      sizes.disconnect()
      marks.disconnect()
      frame.removeEventListener('scroll', onScroll)
    }
  }, [scroll, canvas])

  useEffect(() => {
    follow()
  }, [picture, zoom])

  if (picture === null) return null
  const lookAt = (event: PointerEvent<SVGSVGElement>) => {
    const frame = scroll.current
    if (frame === null || event.buttons === 0) return
    const box = event.currentTarget.getBoundingClientRect()
    const per = zoom / scale
    frame.scrollTo({
      left: (event.clientX - box.left) * per - frame.clientWidth / 2,
      top: (event.clientY - box.top) * per - frame.clientHeight / 2,
      behavior: 'instant',
    })
  }
  return (
    <svg
      className={classes['minimap']}
      width={picture.width * scale}
      height={picture.height * scale}
      viewBox={`0 0 ${picture.width * scale} ${picture.height * scale}`}
      aria-hidden
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        lookAt(event)
      }}
      onPointerMove={lookAt}
    >
      {picture.lanes.map((lane, at) => (
        <rect key={at} className={classes['mapLane']} {...scaled(lane, scale)} rx={2} />
      ))}
      {picture.cards.map((card) => (
        <rect
          key={card.path}
          className={classes['mapCard']}
          data-status={card.status}
          {...scaled(card, scale)}
          rx={1.5}
        />
      ))}
      <rect ref={view} className={classes['mapView']} rx={4} />
    </svg>
  )
}

function scaled({ x, y, width, height }: Box, scale: number): Box {
  return {
    x: x * scale,
    y: y * scale,
    width: Math.max(2, width * scale),
    height: Math.max(2, height * scale),
  }
}

/** Where everything is, without zoom; null while the strip has room enough. */
function draw(frame: HTMLElement, content: HTMLElement): Picture | null {
  const own = content.getBoundingClientRect()
  const zoom = own.width / content.offsetWidth
  const isSmall =
    frame.scrollWidth < frame.clientWidth * worthIt && frame.scrollHeight < frame.clientHeight * worthIt
  if (isSmall) return null
  const boxOf = (element: Element): Box => {
    const { left, top, width, height } = element.getBoundingClientRect()
    return {
      x: (left - own.left) / zoom,
      y: (top - own.top) / zoom,
      width: width / zoom,
      height: height / zoom,
    }
  }
  return {
    width: own.width / zoom,
    height: own.height / zoom,
    cards: [...content.querySelectorAll<HTMLElement>('[data-path]')].map((card) => ({
      ...boxOf(card),
      path: card.dataset['path'] ?? '',
      status: card.dataset['status'],
    })),
    lanes: [...content.querySelectorAll('[data-lane]')].map(boxOf),
  }
}
