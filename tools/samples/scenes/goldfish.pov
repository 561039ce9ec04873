#include "common.inc"
camera { right x * image_width / image_height location <0.35, 0.3, -7> look_at <0.35, 0.05, 0> angle 37 }
light_source { <-5, 12, -6> rgb <1, 1, 0.95> * 1.25 area_light <4, 0, 0>, <0, 0, 4>, 3, 3 adaptive 1 }
light_source { <4, 2, -8> rgb 0.35 shadowless }
sky_sphere { pigment { gradient y scale 2 translate y color_map { [0 rgb <0.02, 0.1, 0.12>] [0.5 rgb <0.05, 0.28, 0.3>] [1 rgb <0.35, 0.65, 0.62>] } } }
plane { y, -1.9 texture { pigment { cells scale 0.18 turbulence 0.4 color_map { [0 rgb <0.35, 0.3, 0.22>] [0.5 rgb <0.55, 0.5, 0.42>] [1 rgb <0.72, 0.66, 0.55>] } } normal { bumps 0.8 scale 0.15 } } }
fog { distance 22 rgb <0.08, 0.32, 0.33> }
#declare Scales = texture {
  pigment { gradient y scale 1.9 translate y * -0.95 color_map { [0 rgb <1, 0.5, 0.12>] [0.3 rgb <1, 0.28, 0.02>] [0.75 rgb <0.95, 0.17, 0.005>] [1 rgb <0.7, 0.08, 0>] } }
  normal { hexagon 0.25 scale 0.075 rotate x * 90 } finish { specular 0.7 roughness 0.02 diffuse 0.75 ambient 0.18 } }
#declare FinTex = texture {
  pigment { rgbt <1, 0.24, 0.015, 0.1> } finish { specular 0.3 ambient 0.35 diffuse 0.75 } }
// a string of balls, flattened from side to side
#declare Body = sphere_sweep { cubic_spline 9,
  <-2.2, 0, 0>, 0.1, <-1.62, 0.0, 0>, 0.16, <-1.3, 0.03, 0>, 0.42, <-0.75, 0.05, 0>, 0.7, <-0.1, 0, 0>, 0.76, <0.55, 0.0, 0>, 0.52, <1.05, 0.02, 0>, 0.26, <1.45, 0.03, 0>, 0.17, <1.9, 0.03, 0>, 0.17
  tolerance 0.0001 scale <1, 1, 0.62> texture { Scales } }
// a fin is a fan of tapering rays with a skin between them
#macro Fan(N, From, To, Length, Width)
  union { #for (I, 0, N)
    #local A = radians(From + (To - From) * I / N); #local L = Length * (0.95 + 0.05 * cos(I * 5.1)) * (0.86 + 0.14 * cos(2 * pi * I / N));
    triangle { <0, 0, 0>, <L * cos(A - Width), L * sin(A - Width), 0.03 * sin(I * 2.3)>, <L * cos(A + Width), L * sin(A + Width), 0.03 * sin(I * 2.3 + 1)> }
    #end texture { FinTex } double_illuminate }
#end
union {
  object { Body }
  object { Fan(14, -58, -8, 1.55, 0.045) rotate y * -14 translate <1.35, 0.02, 0> }
  object { Fan(14, 8, 58, 1.55, 0.045) rotate y * -14 translate <1.35, 0.02, 0> }
  object { Fan(16, 25, 125, 0.85, 0.075) translate <-0.2, 0.62, 0> }
  object { Fan(10, -100, -45, 0.85, 0.06) rotate y * 25 translate <-0.55, -0.5, -0.3> }
  object { Fan(10, -85, -25, 0.65, 0.06) translate <0.55, -0.38, -0.08> }
  object { Fan(9, -60, 5, 0.55, 0.07) rotate y * 35 translate <-0.75, -0.1, -0.45> }
  sphere { <-1.3, 0.17, -0.33>, 0.13 pigment { rgb <0.9, 0.75, 0.4> } finish { specular 0.5 } }
  sphere { <-1.32, 0.175, -0.385>, 0.09 pigment { rgb 0.01 } finish { specular 1 roughness 0.005 } }
  intersection { torus { 0.62, 0.025 rotate x * 90 } box { <0.2, -0.5, -1>, <1, 0.5, 1> } rotate y * 0 translate <-1.5, -0.02, -0.4> pigment { rgb <0.7, 0.2, 0.02> } }
  rotate <0, 22, 4>
}
