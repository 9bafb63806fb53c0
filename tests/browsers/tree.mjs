// What a screen reader is told of a page: Chromium's accessibility tree, as lines of text.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

// What stands for nothing, and what is named by its own text, which is not said twice.
const SILENT = new Set(['InlineTextBox', 'none', 'generic', 'RootWebArea', 'LineBreak', 'ListMarker', 'LayoutTableCell'])
const NAMED_BY_TEXT = new Set(['cell', 'columnheader', 'doc-backlink', 'doc-noteref', 'heading', 'link', 'rowheader', 'term'])

/** Describe pages of a book that is unpacked in `folder`: each as the lines of its tree. */
export async function describePages(browser, { folder, files }) {
  const page = await browser.newPage()
  try {
    await page.setRequestInterception(true)
    page.on('request', answer)
    const session = await page.createCDPSession()
    const described = {}
    for (const file of files) {
      await page.goto(`file://${path.join(folder, file)}`)
      const { nodes } = await session.send('Accessibility.getFullAXTree')
      described[file] = lines(nodes)
    }
    return described
  } finally {
    await page.close()
  }
}

async function answer(request) {
  if (!/^file:.*\.xhtml$/.test(request.url())) return request.continue()
  const body = await readFile(fileURLToPath(request.url()), 'utf8')
  return request.respond({ status: 200, contentType: 'application/xhtml+xml', body })
}

function lines(nodes) {
  const byId = new Map(nodes.map(node => [node.nodeId, node]))
  const said = []
  const walk = (node, depth, within) => {
    const role = node.role?.value, name = node.name?.value.trim() ?? ''
    const silent = node.ignored || SILENT.has(role) || (role === 'StaticText' && (within.includes(name) || !name))
    if (!silent) said.push('  '.repeat(depth) + spoken(node, role, name))
    const inner = NAMED_BY_TEXT.has(role) ? name : within
    for (const child of node.childIds ?? []) {
      if (byId.has(child)) walk(byId.get(child), silent ? depth : depth + 1, inner)
    }
  }
  walk(nodes[0], 0, '')
  return [`“${nodes[0].name?.value ?? ''}”`, ...said]
}

function spoken(node, role, name) {
  if (role === 'StaticText') return `“${name}”`
  const level = node.properties?.find(each => each.name === 'level')?.value.value
  return [role, level && role === 'heading' ? level : '', name ? `“${name}”` : ''].filter(Boolean).join(' ')
}
