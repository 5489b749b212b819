// Answers on 127.0.0.1 what only the extension host can tell:
// /command?id=…&arguments=JSON runs a command, /active?id=… tells whether an extension is active, /performance gives the editor's own
// start-up report, /loaded?id=… the ms between its marks around an extension's file, /loop the longest block of the event loop in ms
// since it was last asked, /mark?name=… the wall-clock time in ms of the last performance mark of that name.
const { createServer } = require('node:http');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { commands, extensions, workspace } = require('vscode');

const resolutionMs = 1;
const delay = monitorEventLoopDelay({ resolution: resolutionMs });

async function performanceReport() {
  await commands.executeCommand('perfview.show');
  for (;;) {
    const text = workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText();
    if (text) return text;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** VS Code keeps marks of its own, with wall-clock times in whole ms. */
function marks() {
  return globalThis.MonacoPerformanceMarks.getMarks();
}

async function answer({ pathname, searchParams }) {
  switch (pathname) {
    case '/command':
      await commands.executeCommand(searchParams.get('id'), ...JSON.parse(searchParams.get('arguments') ?? '[]'));
      return '';
    case '/active':
      return String(extensions.getExtension(searchParams.get('id')).isActive);
    case '/performance':
      return performanceReport();
    case '/loaded': {
      const of = (name) => marks().find((mark) => mark.name === `code/extHost/${name}/${searchParams.get('id')}`).startTime;
      return String(of('didLoadExtensionCode') - of('willLoadExtensionCode'));
    }
    case '/mark':
      return String(performance.timeOrigin + performance.getEntriesByName(searchParams.get('name')).at(-1).startTime);
    case '/loop': {
      const longest = delay.max / 1e6 - resolutionMs;
      delay.reset();
      return String(longest);
    }
  }
}

exports.activate = () => {
  delay.enable();
  const server = createServer((request, response) => {
    answer(new URL(request.url, 'http://127.0.0.1')).then(
      (text) => response.end(text),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  server.listen(Number(process.env.AZURE_DR_PROBE_PORT), '127.0.0.1');
};
