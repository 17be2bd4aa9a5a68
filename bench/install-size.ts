import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureFolder } from './peers/measure-folder.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** MB on the disk of what a running Keyway needs: its sources, their dependencies and the built console; without Node. */
export function measureKeywayInstall(): number {
  const args = ['ls', '--omit=dev', '--all', '--parseable', '--workspace', 'packages/cli']
  const listed = execFileSync('npm', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const packages = listed.split('\n').filter((line) => line.includes('node_modules'))
  const folders = packages
    // One that lies in another is counted with it.
    .filter((folder) => folder.lastIndexOf('node_modules') === folder.indexOf('node_modules', root.length))
    .map((folder) => (folder.includes('@keyway') ? path.join(folder, 'src') : folder))
  return [...folders, path.join(root, 'packages/console/dist')].reduce(
    (sum, folder) => sum + measureFolder(folder).megabytes,
    0,
  )
}
