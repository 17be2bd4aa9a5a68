import { Link } from 'react-router'
import { accessTexts as texts } from '../texts/access.ts'
import { addressOf } from './use-org.ts'

export interface Path {
  kind: 'direct' | 'group' | 'other'
  groupId: string | null
  groupName: string | null
}

/** The ways by which somebody has something, in words. */
export function PathLine({ org, paths }: { org: string; paths: readonly Path[] }) {
  return (
    <>
      {paths.map((path, index) => (
        <span key={path.groupId ?? path.kind}>
          {index === 0 ? '' : ', '}
          {path.kind === 'group' && path.groupId !== null ? (
            <Link to={addressOf('groups', org, path.groupId)} className="kw-link">
              {path.groupName ?? path.groupId}
            </Link>
          ) : (
            texts.paths[path.kind === 'other' ? 'other' : 'direct']
          )}
        </span>
      ))}
    </>
  )
}
