// Open a book in a reading system as a reader would, and tell what is to be seen there.
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { measure } from './measure.mjs'

/**
 * Open `book` at every place in every view; gives the book as the reading system tells it, what each view showed, and
 * all that went wrong. A view is a size and the themes it is looked at in; a place ends the name of a document.
 * Screenshots go to `folder`, where one is named.
 */
export async function readBook(browser, server, system, { book, views, places, folder }) {
  server.hold(book)
  if (folder) await mkdir(folder, { recursive: true })
  const report = { shown: [] }
  for (const view of views) {
    const page = await browser.newPage()
    try {
      const trouble = listen(page, server)
      await page.setViewport({ width: view.width, height: view.height })
      await page.goto(`${server.address}/${system}.html`)
      await page.waitForFunction('window.ready', { timeout: 60_000 })
      report.told ??= await page.evaluate('reader.open()')
      if (report.shown.length) await page.evaluate('reader.open()')
      for (const theme of view.themes) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }])
        await page.evaluate(name => reader.dress(name), theme)
        for (const place of places) {
          const shown = await show(page, report.told.documents, place, theme)
          report.shown.push({ view: view.name, theme, place, ...shown })
          const name = [system, view.name, theme, path.basename(place, '.xhtml')].join('-')
          if (folder) await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: 'jpeg', quality: 80 })
        }
      }
      report.trouble = [...(report.trouble ?? []), ...trouble]
    } finally {
      await page.close()
    }
  }
  return report
}

/** Note every request that fails or leaves this machine, and every error of the page. */
function listen(page, server) {
  const trouble = []
  page.on('pageerror', error => trouble.push(`error: ${error}`))
  page.on('console', message => { if (message.type() === 'error') trouble.push(`console: ${message.text()}`) })
  page.on('requestfailed', request => trouble.push(`failed: ${request.url()}`))
  page.on('response', response => {
    if (response.status() >= 400) trouble.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', request => {
    if (!/^(blob|data|about):/.test(request.url()) && !request.url().startsWith(server.address)) {
      trouble.push(`fetched: ${request.url()}`)
    }
  })
  return trouble
}

async function show(page, documents, place, theme) {
  const target = documents.find(name => name.endsWith(place))
  if (!target) throw new Error(`the reading system knows no document ${place}`)
  await page.evaluate(name => reader.show(name), target)
  await page.evaluate(async () => {
    for (const each of reader.documents()) {
      await each.fonts.ready
      await Promise.all([...each.images].map(image => image.decode().catch(() => null)))
    }
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  })
  return page.evaluate(measure, theme)
}
