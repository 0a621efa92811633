// The npm package under a name that Python can import; tag_src/typings/web_vitals.pyi describes it.
export { onCLS, onFCP, onINP, onLCP, onTTFB } from "web-vitals";
