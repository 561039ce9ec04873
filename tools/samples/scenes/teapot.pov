#include "common.inc"
camera { right x * image_width / image_height location <0, 2.7, -7> look_at <0.1, 1.0, 0> angle 34 }
Sun(<-6, 9, -6>, 1.1)
light_source { <7, 5, -3> rgb 0.35 shadowless }
background { rgb <0.62, 0.6, 0.55> }
plane { y, 0 Wood(<0.5, 0.3, 0.16>) }
#declare Glaze = texture {
  pigment { gradient y scale 2 color_map { [0 rgb <0.12, 0.25, 0.5>] [0.1 rgb <0.93, 0.92, 0.9>] [0.42 rgb <0.93, 0.92, 0.9>] [0.44 rgb <0.12, 0.25, 0.5>] [0.5 rgb <0.12, 0.25, 0.5>] [0.52 rgb <0.93, 0.92, 0.9>] [1 rgb <0.93, 0.92, 0.9>] } }
  finish { specular 0.7 roughness 0.008 reflection { 0.02, 0.2 fresnel on } conserve_energy diffuse 0.8 } }
#default { texture { Glaze } }
union {
  lathe { cubic_spline 10, <0, -0.1>, <0.7, 0>, <0.8, 0.08>, <1.15, 0.4>, <1.3, 0.85>, <1.1, 1.35>, <0.75, 1.6>, <0.62, 1.64>, <0, 1.6>, <0, 1.4> }
  lathe { cubic_spline 8, <0.8, 1.6>, <0.68, 1.66>, <0.6, 1.74>, <0.25, 1.88>, <0.1, 1.95>, <0.16, 2.06>, <0, 2.17>, <0, 2.2> }
  sphere_sweep { b_spline 8, <0.7, 0.5, 0>, 0.4, <1.0, 0.55, 0>, 0.34, <1.45, 0.7, 0>, 0.24, <1.7, 1.05, 0>, 0.16, <1.85, 1.4, 0>, 0.12, <2.1, 1.58, 0>, 0.11, <2.3, 1.62, 0>, 0.11, <2.5, 1.62, 0>, 0.11 tolerance 0.001 }
  sphere_sweep { b_spline 8, <-0.6, 1.3, 0>, 0.1, <-1.0, 1.4, 0>, 0.1, <-1.6, 1.55, 0>, 0.1, <-2.0, 1.2, 0>, 0.1, <-1.85, 0.75, 0>, 0.1, <-1.35, 0.45, 0>, 0.1, <-1.0, 0.4, 0>, 0.1, <-0.7, 0.4, 0>, 0.1 tolerance 0.001 }
  rotate y * -18
}
