import { Text, VisuallyHidden } from '@mantine/core'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { Link } from 'react-router'
import { TableFrame } from '../panel.tsx'
import classes from './graph.module.css'
import { box, layOut, type Graph, type PlacedNode } from './layout.ts'
import { neighbourOf } from './neighbour.ts'

export interface LayeredGraphProps {
  graph: Graph
  /** What the picture shows, for who does not see it. */
  label: string
  legend: string
}

/**
 * A picture of what leads to what: columns from left to right, each node a link. Arrow keys go from node to node; the
 * lines of the one that is pointed at or has the focus are lit.
 */
export function LayeredGraph({ graph, label, legend }: LayeredGraphProps) {
  const placed = useMemo(() => layOut(graph), [graph])
  const [lit, setLit] = useState<string | null>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const move = (id: string, event: KeyboardEvent) => {
    const next = neighbourOf(placed.nodes, id, event.key)
    if (next === undefined) return
    event.preventDefault()
    canvas.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus()
  }
  return (
    <figure className={classes['figure']}>
      <TableFrame>
        <div
          ref={canvas}
          className={classes['canvas']}
          role="group"
          aria-label={label}
          data-lit={lit !== null}
          style={{ width: placed.width, height: placed.height }}
        >
          <svg width={placed.width} height={placed.height} aria-hidden className={classes['lines']}>
            {placed.lines.map(({ key, path, isDashed, from, to }) => (
              <path key={key} d={path} data-dashed={isDashed} data-lit={from === lit || to === lit} />
            ))}
          </svg>
          {placed.nodes.map((node) => (
            <Node key={node.id} node={node} onLight={setLit} onMove={move} />
          ))}
        </div>
      </TableFrame>
      <Text component="figcaption" size="xs" c="var(--kw-text-soft)" mt={6}>
        {legend}
      </Text>
    </figure>
  )
}

interface NodeProps {
  node: PlacedNode
  onLight: (id: string | null) => void
  onMove: (id: string, event: KeyboardEvent) => void
}

function Node({ node, onLight, onMove }: NodeProps) {
  const { id, label, kind, hint, to, x, y } = node
  const common = {
    className: classes['node'] ?? '',
    'data-kind': kind,
    'data-node': id,
    style: { left: x, top: y, width: box.width, height: box.height },
    title: hint === undefined ? label : `${label}: ${hint}`,
  }
  const content = (
    <>
      {label}
      {hint === undefined ? null : <VisuallyHidden>, {hint}</VisuallyHidden>}
    </>
  )
  return to === null ? (
    <span {...common}>{content}</span>
  ) : (
    <Link
      to={to}
      preventScrollReset
      onMouseEnter={() => onLight(id)}
      onMouseLeave={() => onLight(null)}
      onFocus={() => onLight(id)}
      onBlur={() => onLight(null)}
      onKeyDown={(event) => onMove(id, event)}
      {...common}
    >
      {content}
    </Link>
  )
}
