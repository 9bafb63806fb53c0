// DAISY Ace with a browser that is already there, and a report of its violations alone.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import ace from '@daisy/ace-core'
import winston from 'winston'

const AT_ONCE = 4

winston.configure({ transports: [new winston.transports.Console({ silent: true })] })

/** Give every violation that Ace finds in a book: its rule, its place and what is wrong. */
export async function judgeAccessibility(browser, { book, folder }) {
  const options = { cwd: '/', outdir: folder, tmpdir: folder, doNotReportMedia: true, initLogger: false }
  const [, report] = await ace(book, options, runnerFor(browser))
  const documents = report.assertions.map(each => ({ file: each['earl:testSubject'].url, found: each.assertions }))
  return {
    outcome: report['earl:result']['earl:outcome'],
    documents: documents.map(each => each.file),
    violations: documents.flatMap(({ file, found }) => found.map(each => `${file}: ${violation(each)}`)),
  }
}

const violation = each => {
  const test = each['earl:test'], result = each['earl:result']
  return `${test['dct:title']} (${test['earl:impact']}): ${result.html ?? ''} ${result['dct:description']}`
}

/** The runner that Ace asks for: it opens a document, adds the scripts of Ace to it and lets them run. */
const runnerFor = browser => ({
  concurrency: AT_ONCE,
  setTimeout() {},
  async launch() {},
  async close() {},
  async run(url, scripts, contents) {
    const page = await browser.newPage()
    try {
      await page.setRequestInterception(true)
      page.on('request', request => answerFromDisk(request))
      await page.goto(url)
      for (const content of contents) await mark(await page.addScriptTag({ content }))
      for (const path of scripts) await mark(await page.addScriptTag({ path }))
      return await page.evaluate(() => new Promise((done, failed) =>
        window.daisy.ace.run((error, result) => (error ? failed(error) : done(result)))))
    } finally {
      await page.close()
    }
  },
})

// Ace leaves out what bears this mark when it looks for scripts.
const mark = script => script.evaluate(node => node.setAttribute('data-ace', ''))

async function answerFromDisk(request) {
  const url = request.url()
  if (/^https?:/.test(url)) return request.abort()
  if (!/^file:.*\.x?html$/.test(url)) return request.continue()
  const body = await readFile(fileURLToPath(url), 'utf8')
  return request.respond({ status: 200, contentType: 'application/xhtml+xml', body })
}
