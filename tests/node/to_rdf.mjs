// Turns a list of JSON-LD documents (standard input) into a list of lists of quads.
import jsonld from "jsonld";

let text = "";
for await (const part of process.stdin) text += part;

const documentLoader = (address) => {
  throw new Error(`nothing is fetched: ${address}`);
};
const found = [];
for (const document of JSON.parse(text)) {
  found.push(await jsonld.toRDF(document, { documentLoader }));
}
process.stdout.write(JSON.stringify(found));
