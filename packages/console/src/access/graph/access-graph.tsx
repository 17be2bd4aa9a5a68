import { Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { accessTexts as texts } from '../../texts/access.ts'
import { TableFrame } from '../../ui/panel.tsx'
import classes from './graph.module.css'
import { box, layOut, type Graph } from './layout.ts'

/** A picture of who reaches what: columns from left to right, each node a link to its page. */
export function AccessGraph({ graph, label }: { graph: Graph; label: string }) {
  const placed = useMemo(() => layOut(graph), [graph])
  return (
    <figure className={classes['figure']}>
      <TableFrame>
        <div
          className={classes['canvas']}
          role="group"
          aria-label={label}
          style={{ width: placed.width, height: placed.height }}
        >
          <svg width={placed.width} height={placed.height} aria-hidden className={classes['lines']}>
            {placed.lines.map(({ key, path, isUnused }) => (
              <path key={key} d={path} data-unused={isUnused} />
            ))}
          </svg>
          {placed.nodes.map(({ id, label: name, kind, to, x, y }) => {
            const style = { left: x, top: y, width: box.width, height: box.height }
            return to === null ? (
              <span key={id} className={classes['node']} data-kind={kind} style={style} title={name}>
                {name}
              </span>
            ) : (
              <Link key={id} to={to} className={classes['node']} data-kind={kind} style={style} title={name}>
                {name}
              </Link>
            )
          })}
        </div>
      </TableFrame>
      <Text component="figcaption" size="xs" c="var(--kw-text-soft)">
        {texts.graph.legend}
      </Text>
    </figure>
  )
}
