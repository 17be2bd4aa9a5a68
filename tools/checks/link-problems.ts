import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Links of one Markdown file that lead nowhere inside the repository. Addresses elsewhere are not fetched. */
export function linkProblems(file: string): string[] {
  return linksOf(readFileSync(file, 'utf8')).flatMap((link) => {
    const [place = '', anchor] = link.split('#')
    const target = place === '' ? file : path.resolve(path.dirname(file), decodeURIComponent(place))
    if (!existsSync(target)) return [`${file}: '${link}' does not exist`]
    if (anchor === undefined || !target.endsWith('.md')) return []
    const anchors = anchorsOf(readFileSync(target, 'utf8'))
    return anchors.includes(anchor) ? [] : [`${file}: '${link}' names a heading that ${target} does not have`]
  })
}

function linksOf(markdown: string): string[] {
  return [...withoutCode(markdown).matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)]
    .map(([, link = '']) => link)
    .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
}

/** Headings as the usual renderers turn them into anchors: lower case, punctuation dropped, spaces to hyphens. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#{1,6}\s+(.+)$/gm)].map(
    ([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
  )
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
}
