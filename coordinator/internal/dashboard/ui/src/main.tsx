import { render } from "preact";
import { App } from "./view/app";
import { start } from "./live";
import { follow } from "./route";

follow();
start();
render(<App />, document.getElementById("app")!);
