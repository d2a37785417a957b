{{/*
The pod of a component, under the "restricted" Pod Security Standard. Argument:
root, component, campaign (optional), image, pod (the user's settings), resources, container (a dict of its other fields), volumes.
*/}}
{{- define "quire.pod" -}}
metadata:
  labels: {{- include "quire.labels" . | nindent 4 }}
    {{- with .pod.labels }}{{ toYaml . | nindent 4 }}{{ end }}
  {{- with .pod.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "quire.serviceAccount" .root }}
  automountServiceAccountToken: false
  enableServiceLinks: false # they would be read as flags where a service is called quire-…
  terminationGracePeriodSeconds: 30
  {{- with concat .root.Values.imagePullSecrets .root.Values.global.imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
    # Otherwise every mount would open the keys on the volume to the group, and the programs refuse such keys.
    fsGroupChangePolicy: OnRootMismatch
    seccompProfile: {type: RuntimeDefault}
  {{- with .pod.initContainers }}
  initContainers: {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ .component }}
      image: {{ include "quire.image" . }}
      imagePullPolicy: {{ .image.pullPolicy }}
      {{- toYaml .container | nindent 6 }}
      resources: {{- toYaml .resources | nindent 8 }}
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: {drop: [ALL]}
    {{- with .pod.extraContainers }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- with .volumes }}
  volumes: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- range $field := list "nodeSelector" "tolerations" "affinity" "topologySpreadConstraints" "priorityClassName" "hostAliases" }}
  {{- with get $.pod $field }}
  {{ $field }}: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end }}

{{/* Environment as a list, sorted, so that the same values give the same bytes. Argument: a dict of strings or valueFrom. */}}
{{- define "quire.env" -}}
{{- range $name := keys . | sortAlpha }}
{{- $value := get $ $name }}
- name: {{ $name }}
  {{- if kindIs "map" $value }}
  valueFrom: {{- toYaml $value | nindent 4 }}
  {{- else }}
  value: {{ $value | toString | quote }}
  {{- end }}
{{- end }}
{{- end }}
